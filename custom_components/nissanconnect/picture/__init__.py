"""What the car looks like."""
