"""The retailer's desk: who may look up customers and cars, and help them (P4)."""
