"""The demo as a person meets it: a real Home Assistant, a real browser."""
