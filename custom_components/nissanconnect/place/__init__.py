"""Where the car is, why that may be old, and the way to it (F1, F2)."""
