"""The client, against the emulator in the same process."""
