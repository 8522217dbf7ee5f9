"""One account: its line to the cloud, its calls, what it keeps, whose a car is."""
