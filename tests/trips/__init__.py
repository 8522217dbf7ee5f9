"""Trips in Home Assistant: the event, the action, the statistics (D1 to D3)."""
