"""What can go wrong, in words for the person who started the demo."""


class DemoError(Exception):
    """The demo cannot go on; the text says why and what to do."""
