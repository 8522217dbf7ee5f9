"""Stands in for the package of this name."""


class MicroVad:
    """Would tell voice from silence."""
