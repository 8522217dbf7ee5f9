"""The next service: when it is due, set by the owner or told by the car (V1, V2)."""
