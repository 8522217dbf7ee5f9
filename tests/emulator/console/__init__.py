"""Tests of the control API and the emulator's own pages."""
