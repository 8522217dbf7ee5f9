"""Tests: they mirror the folders they test, and talk to the emulator, not to mocks."""
