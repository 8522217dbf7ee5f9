"""Records of what is nobody's business: neither a log nor an error shows it."""

from typing import Any


def discreet(record: Any, *hidden: str) -> str:
    """Return the `repr` of a named tuple without some of its values."""
    shown = {n: value for n, value in record._asdict().items() if n not in hidden}
    told = ", ".join(f"{name}={value!r}" for name, value in shown.items())
    return f"{type(record).__name__}({told})"
