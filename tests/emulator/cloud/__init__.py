"""Tests of what the maker's servers keep and decide."""
