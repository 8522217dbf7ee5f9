"""Tests of plans, their ends, and the service status."""
