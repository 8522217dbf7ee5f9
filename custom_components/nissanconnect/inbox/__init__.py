"""The history of a car in Home Assistant: what is new, and what it means (N1, N2)."""
