"""Warning lamps: what they mean, what to do, and what the owner is told of them."""
