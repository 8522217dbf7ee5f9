"""Stands in for the package of this name."""


class AudioProcessor:
    """Would take the noise out of a voice."""
