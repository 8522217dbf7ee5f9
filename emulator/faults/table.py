"""The table of faults: one row for each that the wire can show.

F13, F29, F31 and F43 lie outside of one emulator: `OUTSIDE` names the tests whose own
fixtures they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from emulator.services import kauth, oneid

from . import commands, data, garage, limits, signing
from .effects import (
    Effect,
    Shot,
    cuts,
    freezes,
    hangs,
    page,
    redirects_nowhere,
    refuses,
    resets,
    says,
    slow,
    spoils_attributes,
)

OUTSIDE: Final[Mapping[str, str]] = {
    # A code for each car is the rule here.
    "F13": "tests/remote/test_kept_codes.py::test_F13_each_car_has_its_own_code",
    # From the client's side: a connection that is refused, and a name that is gone.
    "F29": "tests/account/test_connection.py::test_F29_F43_F44_an_outage_of_three_days",
    "F31": "tests/account/test_backoff.py::test_F31_a_thousand_clients_come_apart",
    "F43": "tests/account/test_connection.py::test_F29_F43_F44_an_outage_of_three_days",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong, and where unless a switch says otherwise.

    `endpoints` are names of the route table. `effects` are other effects for some of
    them; `count` is for how many requests it holds by itself.
    """

    id: str
    does: str
    endpoints: frozenset[str]
    effect: Effect
    effects: Mapping[str, Effect] = field(default_factory=dict)
    count: int | None = None

    def effect_at(self, endpoint: str) -> Effect:
        """Return what it does at an endpoint."""
        return self.effects.get(endpoint, self.effect)


_ONEID: Final = frozenset(
    {"oneid_authorize", "oneid_form", "oneid_sign_in", "oneid_token"}
)
_KAUTH: Final = frozenset(
    {
        "kauth_authenticate",
        "kauth_authorize",
        "kauth_form",
        "kauth_sign_in",
        "kauth_token",
    }
)
_FORMS: Final = frozenset({"oneid_sign_in", "kauth_authenticate", "kauth_sign_in"})
_LISTS: Final = frozenset({"cars_v2", "cars_v4", "cars_v5"})
_COCKPIT: Final = frozenset({"cockpit_v1", "cockpit_v2"})
_BATTERY: Final = frozenset({f"battery_status_v{n}" for n in (1, 2, 3)})
_HVAC: Final = frozenset({"hvac_status_v1", "hvac_status_v2"})
_LOCKS: Final = frozenset({"lock_status_v1"})
_LOCATION: Final = frozenset({"location_v1"})
_TRIPS: Final = frozenset({"trip_history_v1"})
_TYRES: Final = frozenset({"pressure_v1"})
_READS: Final = (
    _COCKPIT
    | _BATTERY
    | _HVAC
    | _LOCKS
    | _LOCATION
    | _TRIPS
    | _TYRES
    | {"res_state_v1", "res_state_v2", "health_status_v1", "vehicle_status_v1"}
    | {"notifications_v2"}
)
_ACTION: Final = frozenset({"action"})
_STATUS: Final = frozenset({"action_status"})
_OURS: Final = frozenset(
    {"restrictions", "preferences", "service_due", "subscriptions"}
)
_DATA: Final = _READS | _LISTS | _ACTION | _STATUS | _OURS | {"current_user"}
_TOKENS: Final = frozenset({"exchange", "refresh"})
_ALL: Final = _DATA | _TOKENS | _ONEID | _KAUTH

_REJECTED: Final = says(
    401, {"code": 401, "reason": "Unauthorized", "message": "Authentication Failed"}
)
_DENIED: Final = refuses(
    403, "403", "security.access", "Access is denied for this resource"
)
_TOO_MANY: Final = refuses(429, "429", "Too Many Requests")
_UPDATE: Final = refuses(426, "426", "Update required", "Please update the application")


def _attributes(change: Callable[[dict[str, Any], Shot], dict[str, Any]]) -> Effect:
    return spoils_attributes(change)


def _row(  # noqa: PLR0913 - what a fault is made of
    id_: str,
    does: str,
    endpoints: frozenset[str],
    effect: Effect,
    *,
    effects: Mapping[str, Effect] | None = None,
    count: int | None = None,
) -> Fault:
    return Fault(
        id=id_,
        does=does,
        endpoints=endpoints,
        effect=effect,
        effects=effects or {},
        count=count,
    )


_AUTH = (
    _row("F01", "the sign-in redirects to nowhere", _ONEID, redirects_nowhere),
    _row(
        "F02",
        "the sign-in wants one more parameter",
        frozenset({"oneid_authorize"}),
        page(400, "invalid_request: state is missing"),
    ),
    _row("F03", "the old sign-in refuses everybody", _KAUTH, _REJECTED),
    _row(
        "F04",
        "rejected, whatever was wrong",
        _FORMS,
        signing.refuses_all(oneid.refused),
        effects={
            "kauth_authenticate": _REJECTED,
            "kauth_sign_in": signing.refuses_all(kauth.refused),
        },
    ),
    _row(
        "F05",
        "the sign-in cuts passwords at 20 characters",
        frozenset({"oneid_sign_in", "kauth_sign_in"}),
        signing.cut_at(20, oneid.refused),
        effects={"kauth_sign_in": signing.cut_at(20, kauth.refused)},
    ),
    _row(
        "F06",
        "the refresh token is not good any more",
        frozenset({"refresh"}),
        says(400, {"error": "invalid_grant"}),
    ),
    _row(
        "F07",
        "the session of one service is dead",
        frozenset({"notifications_v2"}),
        refuses(401, "401", "Unauthorized"),
    ),
    _row(
        "F08",
        "terms are not accepted",
        _FORMS,
        page(200, "Terms and Conditions: please accept the new terms and conditions"),
    ),
    _row("F09", "the sign-in shows a captcha", _FORMS, page(200, "captcha required")),
    _row(
        "F10",
        "the sign-in wants a one-time code",
        _FORMS,
        page(200, "Enter the verification code that we sent to you"),
    ),
    _row(
        "F11",
        "the device is not authorised any more",
        _ACTION | _STATUS,
        commands.ends("REJECTED", reason="DEVICE_NOT_REGISTERED"),
    ),
    _row(
        "F12",
        "the right code is called wrong",
        _ACTION | _STATUS,
        commands.ends("REJECTED", reason="WRONG_CODE"),
    ),
    _row(
        "F14",
        "too many wrong codes: the car blocks",
        _ACTION | _STATUS,
        commands.ends("REJECTED", reason="BLOCKED"),
    ),
    _row(
        "F15",
        "too many sign-ins: the account is disabled",
        _FORMS,
        limits.daily(3, page(200, "Your account has been locked")),
    ),
    _row("F16", "a newer version is wanted", _DATA | _TOKENS, _UPDATE),
    _row(
        "F17",
        "the certificate of the app has expired",
        _DATA,
        refuses(403, "403", "certificate expired", "The client certificate expired"),
    ),
    _row(
        "F18",
        "a wrong password dressed as 502",
        _TOKENS,
        refuses(502, "502", "Bad Gateway", "user or password wrong"),
    ),
    _row("F19", "every call is refused although the sign-in works", _DATA, _DENIED),
    _row("F20", "one resource is refused", frozenset({"cockpit_v1"}), _DENIED),
)
_QUOTA = (
    _row(
        "F21",
        "429, to be left alone for a day",
        _DATA,
        refuses(429, "429", "Too Many Requests", headers={"Retry-After": "86400"}),
    ),
    _row("F22", "429 without a word for how long", _DATA, _TOO_MANY),
    _row(
        "F23",
        "403 that speaks of a quota",
        _DATA,
        refuses(
            403,
            "403",
            "Forbidden",
            "Out of call volume quota. Quota will be replenished in 00:28:11",
        ),
    ),
    _row("F24", "an empty object in place of data", _READS, says(200, {})),
    _row(
        "F25",
        "480 calls a day, the telephone's too",
        _DATA,
        limits.daily(480, _TOO_MANY),
    ),
    _row("F26", "10 commands a minute", _ACTION, limits.quota(10, 60, _TOO_MANY)),
    _row("F27", "six tokens a day", _TOKENS, limits.daily(6, _TOO_MANY)),
    _row(
        "F28",
        "the account cools down for 599 seconds",
        _DATA,
        refuses(429, "429", "Account cool-down", headers={"Retry-After": "599"}),
    ),
    _row("F30", "one request at a time", _DATA, limits.one_at_a_time(_TOO_MANY)),
    _row(
        "F32",
        "climate was started twice since the last drive",
        _ACTION | _STATUS,
        commands.ends("REJECTED", reason="START_LIMIT"),
    ),
)
_SERVER = (
    _row(
        "F33",
        "500 on one resource",
        _COCKPIT,
        refuses(500, "500", "Internal Server Error"),
    ),
    _row(
        "F34", "500 on everything", _ALL, refuses(500, "500", "Internal Server Error")
    ),
    _row("F35", "502 with a page", _DATA | _TOKENS, page(502, "Bad Gateway")),
    _row("F36", "404 with a page", _READS, page(404, "Not Found")),
    _row("F37", "200 with a page", _DATA, page(200, "Scheduled maintenance")),
    _row("F38", "200 with a text", _DATA, says(200, text="OK")),
    _row("F39", "JSON that is cut off", _DATA, cuts),
    _row("F40", "a status that nobody knows", _DATA, page(498, "Invalid Token")),
    _row("F41", "a challenge of the front", _ALL, page(403, "Just a moment...")),
    _row(
        "F42",
        "a version that the gateway has not",
        frozenset({"cockpit_v1", "battery_status_v1", "hvac_status_v1"}),
        refuses(
            501,
            "501",
            "Not supported Feature",
            "This feature is not technically supported by this gateway",
        ),
    ),
    _row("F44", "closed for ever", _ALL, page(410, "This service has been closed")),
    _row("F45", "answers take a minute", _READS, slow(60)),
    _row("F46", "a request hangs", _READS, hangs),
    _row("F47", "some of the resources fail", _LOCKS | _TRIPS | _HVAC, resets),
    _row("F48", "the answers are frozen", _READS, freezes),
    _row(
        "F49",
        "an upstream error in an error",
        _READS,
        refuses(
            502,
            "gateway.processing",
            "VNEXT",
            "Error occurred when requesting VNEXT vehicleData API ... http_code=500",
        ),
    ),
)
_DATA_FAULTS = (
    _row("F50", "a field is missing", _READS, _attributes(data.loses_a_field)),
    _row("F51", "every field is null", _READS, _attributes(data.nulls)),
    _row("F52", "numbers are texts", _READS, _attributes(data.texts)),
    _row("F53", "words that nobody knows", _READS, _attributes(data.new_words)),
    _row(
        "F54",
        "services that nobody knows",
        _LISTS,
        garage.rows(garage.unknown_features),
    ),
    _row("F55", "sentinels", _READS, _attributes(data.sentinels)),
    _row("F56", "all zero", _READS - _LOCATION, _attributes(data.zeros)),
    _row(
        "F57",
        "an odometer of 0",
        _COCKPIT,
        _attributes(data.sets(totalMileage=0)),
        count=1,
    ),
    _row(
        "F58",
        "all as two months ago",
        _READS,
        _attributes(data.two_months_ago),
        count=8,
    ),
    _row("F59", "old and new in turn", _READS, _attributes(data.alternates)),
    _row(
        "F60",
        "a time that is ten hours old",
        _READS,
        _attributes(data.shifted(timedelta(hours=-10))),
    ),
    _row(
        "F61",
        "local time that is called UTC",
        _READS,
        _attributes(data.shifted(timedelta(hours=7))),
    ),
    _row(
        "F62",
        "the day's counters begin at 16:00",
        _TRIPS,
        _attributes(data.summaries(data.begins_at_four)),
    ),
    _row(
        "F63",
        "seconds in place of minutes",
        _TRIPS,
        _attributes(data.summaries(data.in_seconds)),
    ),
    _row("F64", "left is right", _LOCKS | _TYRES, _attributes(data.swaps_sides)),
    _row("F65", "the plug says the contrary", _BATTERY, _attributes(data.wrong_plug)),
    _row("F66", "another scale of pressure", _TYRES, _attributes(data.other_scale)),
    _row("F67", "range 0 with fuel", _COCKPIT, _attributes(data.sets(fuelAutonomy=0))),
    _row(
        "F68",
        "an error with open doors in it",
        _LOCKS,
        says(
            500,
            {
                "errors": [{"status": "500", "code": "500"}],
                "data": {
                    "attributes": {"lockStatus": "unlocked", "hatchStatus": "open"}
                },
            },
        ),
    ),
    _row("F69", "no trips", _TRIPS, refuses(404, "404", "Not Found")),
    _row("F75", "a place that is none", _LOCATION, _attributes(data.nowhere)),
)
_CAR = (
    _row(
        "F70",
        "no record of an action that was done",
        _STATUS,
        refuses(404, "-6004", "no record in database"),
    ),
    _row(
        "F71",
        "taken, but the car does not answer",
        _ACTION | _STATUS,
        commands.ends("TIMEOUT"),
    ),
    _row(
        "F72",
        "the modem sleeps deeply",
        _ACTION,
        refuses(503, "4", "The TCU is in deep sleep"),
    ),
    _row(
        "F73",
        "the first command fails",
        _ACTION,
        refuses(500, "500", "Internal Server Error"),
        count=1,
    ),
    _row(
        "F74",
        "the car wakes by itself, again and again",
        _READS,
        _attributes(data.wakes_by_itself),
    ),
    _row(
        "F76",
        "tracking is off in the car",
        _LOCATION | _LISTS,
        refuses(403, "403009", "Forbidden action", "Privacy mode currently ON"),
        effects=dict.fromkeys(_LISTS, garage.rows(garage.private)),
    ),
    _row("F77", "the place of the last stop only", _LOCATION, freezes),
    _row(
        "F78",
        "the plan has ended",
        _LISTS | _ACTION,
        refuses(403, "403", "SERVICE_NOT_SUBSCRIBED"),
        effects=dict.fromkeys(_LISTS, garage.rows(garage.expired)),
    ),
    _row("F79", "paired anew: another id", _LISTS, garage.rows(garage.paired_anew)),
)
_FLEET = (
    _row("F80", "no car on the account", _LISTS, garage.rows(garage.nobody)),
    _row("F81", "sold, still listed, and denied", _READS | _ACTION | _OURS, _DENIED),
    _row("F82", "a car in two accounts", _LISTS, garage.rows(garage.everybodys)),
    _row(
        "F83", "another order of cars each time", _LISTS, garage.rows(garage.shuffled)
    ),
    _row("F84", "no car for one list", _LISTS, garage.rows(garage.nobody), count=1),
)
_COMMANDS = (
    _row("F85", "pending for ever", _ACTION | _STATUS, commands.ends("PENDING")),
    _row(
        "F86",
        "another request is pending",
        _ACTION,
        refuses(502, "HT_533", "Previous request pending"),
    ),
    _row(
        "F87", "called done, and nothing was", _ACTION | _STATUS, commands.done_for_show
    ),
    _row("F88", "done ten minutes late", _ACTION | _STATUS, commands.done_late),
    _row(
        "F89",
        "a door is open",
        _ACTION | _STATUS,
        commands.ends("REJECTED", reason="DOOR_OPEN", doors="rear_left"),
    ),
    _row(
        "F90",
        "climate stops after ten minutes, whatever was asked",
        _ACTION | _HVAC,
        commands.ends_early,
    ),
    _row(
        "F91",
        "charging wants the plug out and in",
        _ACTION | _STATUS,
        commands.ends("REJECTED", reason="NOT_PLUGGED"),
    ),
    _row(
        "F92",
        "not permitted for this user",
        _ACTION,
        refuses(403, "403", "security.access", "Invalid VIN or user not permitted"),
    ),
)

FAULTS: Final[Mapping[str, Fault]] = {
    row.id: row
    for row in (*_AUTH, *_QUOTA, *_SERVER, *_DATA_FAULTS, *_CAR, *_FLEET, *_COMMANDS)
}
