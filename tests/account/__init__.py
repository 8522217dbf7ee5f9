"""One account: outages, quotas, and a car in two of them."""
