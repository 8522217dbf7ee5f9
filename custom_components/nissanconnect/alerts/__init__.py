"""Alerts that the car watches, and what the telephone is notified of (M1 to M7)."""
