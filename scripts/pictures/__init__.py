"""Pictures of the emulator's pages, taken anew whenever the pages change."""
