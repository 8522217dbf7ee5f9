"""Async client of the maker's cloud; knows nothing of Home Assistant."""
