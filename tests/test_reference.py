"""The reference is what the integration has."""

from . import reference


def test_M10_the_reference_is_current() -> None:
    """Else: `python -m tests.reference`."""
    assert reference.DOCUMENT.read_text("utf-8") == reference.text()
