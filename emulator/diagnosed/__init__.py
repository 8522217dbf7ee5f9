"""Cars made of the diagnostics of real ones."""
