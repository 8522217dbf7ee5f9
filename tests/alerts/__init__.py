"""Alerts through Home Assistant: speed, curfew, areas, preferences (M1 to M7)."""
