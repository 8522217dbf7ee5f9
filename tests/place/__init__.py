"""Where the car is, through Home Assistant (F1, F2)."""
