"""The table of `docs/resilience.md`: written and checked by the tests.

With RESILIENCE=write each test writes its row; otherwise it has to agree with it.
"""

from dataclasses import astuple, dataclass
import os
import re
from typing import Final, Self, override

from tests.package import ROOT

PAGE: Final = ROOT / "docs" / "resilience.md"
NEVER: Final = "the owner's turn"
_ROW: Final = re.compile(
    r"^\| (F\d\d) \| (.+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE
)
_HEAD: Final = "| --- | --- | --- | --- | --- |\n"


@dataclass(frozen=True)
class Row:
    """What a fault injects, what Home Assistant showed, and what it took."""

    fault: str
    injected: str
    shown: str
    requests: str
    recovery_s: str

    def agrees(self, other: Self) -> bool:
        """Whether another run told the same; requests may differ by a few."""
        same = (self.fault, self.injected, self.shown) == (
            other.fault,
            other.injected,
            other.shown,
        )
        return same and all(
            _near(mine, others)
            for mine, others in (
                (self.requests, other.requests),
                (self.recovery_s, other.recovery_s),
            )
        )

    @override
    def __str__(self) -> str:
        """Return the line of the table."""
        return f"| {' | '.join(astuple(self))} |"


def rows() -> dict[str, Row]:
    """Return the committed table by fault."""
    found = [Row(*groups) for groups in _ROW.findall(PAGE.read_text("utf-8"))]
    return {row.fault: row for row in found}


def enter(row: Row) -> None:
    """Write a row, or see that it is the one that is committed."""
    known = rows()
    if os.environ.get("RESILIENCE") == "write":
        known[row.fault] = row
        before, head, after = PAGE.read_text("utf-8").partition(_HEAD)
        rest = _ROW.sub("", after).lstrip("\n")
        table = "\n".join(str(known[fault]) for fault in sorted(known))
        PAGE.write_text(f"{before}{head}{table}\n\n{rest}", "utf-8")
        return
    committed = known.get(row.fault)
    assert committed is not None
    assert row.agrees(committed), (
        f"docs/resilience.md says\n{committed}\nthe test\n{row}"
    )


def _near(one: str, other: str) -> bool:
    if not (one.isdecimal() and other.isdecimal()):
        return one == other
    return abs(int(one) - int(other)) <= 10 + 0.1 * int(other)
