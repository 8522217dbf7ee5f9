"""Tests of the store and the retailer's desk (P1 to P6)."""
