"""No car, address, place or secret of real people in anything that is published."""

from collections.abc import Iterator
from pathlib import Path
import re

import pytest

from .package import ROOT

WRITTEN = (
    ".github",
    "benchmarks",
    "blueprints",
    "custom_components",
    "docs",
    "emulator",
    "scripts",
    "tests",
)
TEXTS = {".css", ".html", ".js", ".json", ".md", ".py", ".sh", ".yaml", ".yml"}
# A made-up car ends like the first ones of a series, or is blotted out.
VIN = re.compile(r"(?<![A-Z0-9])(?=[A-Z]*\d)[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])")
MADE_UP = re.compile(r"0{4}\d\d$|X{4}\d*$")
# The textbook's examples of a check digit, and one that the emulator draws.
KNOWN_VINS = {"1M8GDM9AXKP042788", "11111111111111111", "MNTBAAN15RT064455"}
MAIL = re.compile(r"[\w.+-]@((?!2x\.png)[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,})")
RESERVED = re.compile(r"(^|\.)(example(\.(com|net|org))?|test|invalid)$")
# Places that were chosen on a map have five decimals; a car tells more.
EXACT = re.compile(r"(?i)(?:lat|lon|lng)\w*[\"']?[:=] ?[\"']?-?\d{1,3}\.\d{6,}")
KEY = re.compile(r"\beyJ[\w-]{10,}\.|-----BEGIN [A-Z ]*PRIVATE KEY")


def test_M12_nothing_is_of_real_people() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): real
        for path in _written()
        if (real := _real(path.read_text("utf-8")))
    }
    assert not found


@pytest.mark.parametrize(
    "pasted",
    [
        "vin: SJNFDAJ11" + "U1084830",
        "somebody@nissan" + ".fr",
        "'gpsLatitude': 48.856" + "6969",
        "Bearer ey" + "JhbGciOiJSUzI1NiJ9.x",
        "-----BEGIN RSA PRIVATE " + "KEY-----",
    ],
)
def test_M12_a_pasted_answer_would_be_found(pasted: str) -> None:
    """Of a capture from somebody's car."""
    assert _real(pasted)


def _written() -> Iterator[Path]:
    """Yield each file of text of the repository."""
    for folder in WRITTEN:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in TEXTS and path.is_file():
                yield path
    yield from ROOT.glob("*.md")


def _real(text: str) -> list[str]:
    """Return what may be somebody's: neither made up by our rules nor reserved."""
    vins = [vin for vin in VIN.findall(text) if not MADE_UP.search(vin)]
    mails = [domain for domain in MAIL.findall(text) if not RESERVED.search(domain)]
    return [*(set(vins) - KNOWN_VINS), *mails, *EXACT.findall(text), *KEY.findall(text)]
