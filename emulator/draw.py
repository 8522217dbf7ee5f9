"""Random draws that are a function of seed, owner, stream and counter.

The counter is the owner's state, so snapshots, restarts and split fleets draw alike.
"""

from hashlib import blake2b

_SCALE = 2**64


def draw(seed: int, owner: str, stream: str, counter: int) -> float:
    """Return a number from 0 (included) to 1 (excluded)."""
    return int.from_bytes(draw_bytes(seed, owner, stream, counter, 8)) / _SCALE


def draw_bytes(seed: int, owner: str, stream: str, counter: int, size: int) -> bytes:
    """Return `size` bytes, 1 to 64."""
    text = f"{seed}|{owner}|{stream}|{counter}".encode()
    return blake2b(text, digest_size=size).digest()
