"""Tests of the next service: dates, distances, reminders."""
