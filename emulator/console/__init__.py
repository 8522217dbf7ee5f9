"""Control API and pages of the emulator itself."""
