"""Tests of the maker's HTTP faces: everything goes over the wire."""
