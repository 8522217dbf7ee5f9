"""One car is read: when, in which rounds, at what cost, and what was new."""
