"""What all of the emulator's own pages share: how they are served, and their dress."""
