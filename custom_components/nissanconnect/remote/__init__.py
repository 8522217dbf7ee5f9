"""Commands to the car: rights, security code, the way out and how it ended."""
