"""Tests of warning lamps: what they mean, and what the owner is told."""
