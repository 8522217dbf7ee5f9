"""Commands: how each is given, what it did, why it may not be given (R1 to R9, S1)."""
