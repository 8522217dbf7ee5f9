"""The commands of this repository."""
