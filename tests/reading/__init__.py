"""One car is read: when, how often, and what it takes to wake it."""
