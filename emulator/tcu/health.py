"""Warning lamps: lit by a fault, gone at the second ignition ON after the repair.

The owner is notified of both while the ignition is ON, for only then a lamp shows: of
what broke before at the next ignition ON. A lamp that a TCU out of service did not
tell of is told when the ignition comes ON next, and its end only if its begin was.
"""

from msgspec.structs import replace

from . import radio
from .machine import Machine
from .report import Notice, NoticeKey, Warning
from .state import Lamp

type Lamps = dict[Warning, Lamp]

_IGNITIONS_UNTIL_GONE = 2
# The maker has no keys for the airbag, nor for lamps that go out but the MIL (H4).
_KEYS: dict[Warning, tuple[NoticeKey, NoticeKey]] = {
    Warning.TIRE_PRESSURE: ("wheel.alert", "wheel.recovery"),
    Warning.BRAKE: ("brake.alert", "brake.recovery"),
    Warning.ABS: ("abs.alert", "abs.recovery"),
    Warning.AIRBAG: ("airbag.alert", "airbag.recovery"),
    Warning.ENGINE: ("mil.lamp.on.request", "mil.lamp.off.request"),
    Warning.OIL_PRESSURE: ("oil.pressure.alert", "oil.pressure.recovery"),
}


def light(machine: Machine, now: float, warning: Warning) -> tuple[Notice, ...]:
    """Light a lamp, or let it burn on; return what the owner is to hear of it."""
    lamps = machine.state.lamps
    lamp = replace(lamps.get(warning, Lamp(now)), repaired=False, ignitions=0)
    return _show(machine, now, lamps | {warning: lamp})


def repair(machine: Machine, warning: Warning) -> None:
    """Repair what lights a lamp; it still burns."""
    lamps = machine.state.lamps
    if warning in lamps:
        machine.state.lamps = lamps | {warning: replace(lamps[warning], repaired=True)}


def ignition_on(machine: Machine, now: float) -> tuple[Notice, ...]:
    """Count an ignition ON (H3); return what the owner is to hear of lamps."""
    counted = {
        warning: replace(lamp, ignitions=lamp.ignitions + lamp.repaired)
        for warning, lamp in machine.state.lamps.items()
    }
    still_lit = {
        warning: lamp
        for warning, lamp in counted.items()
        if lamp.ignitions < _IGNITIONS_UNTIL_GONE
    }
    return _show(machine, now, still_lit)


def _show(machine: Machine, now: float, after: Lamps) -> tuple[Notice, ...]:
    """Let these lamps be lit; return notices of what appears and clears (H4)."""
    state, before = machine.state, machine.state.lamps
    state.lamps = after
    if not state.ignition or not radio.works(machine.look(now)):
        return ()
    cleared = [
        _KEYS[each][1] for each in before if each not in after and before[each].told
    ]
    appeared = [_KEYS[each][0] for each, lamp in after.items() if not lamp.told]
    state.lamps = {each: replace(lamp, told=True) for each, lamp in after.items()}
    return tuple(Notice(now, key) for key in (*cleared, *appeared))
