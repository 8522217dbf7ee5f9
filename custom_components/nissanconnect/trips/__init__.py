"""Driving history: sums, finished trips, the past as statistics (D1 to D3)."""
