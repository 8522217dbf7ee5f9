"""Tests of what all of the emulator's own pages share."""
