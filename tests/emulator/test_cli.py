"""The command line: lists, checks, and one clear line for bad input."""

import asyncio
import json
from pathlib import Path
import signal
import socket

import pytest
from yarl import URL

from emulator import cli
from emulator.persona import PERSONAS
from emulator.scenario import SCENARIOS
from tests.diagnosed import MICRA
from tests.emulator.processes import ANY_ADDRESS, run, serving


def _finish(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    """Run a command in this process; return its code and what it printed."""
    try:
        code = cli.main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("asked", [("--help",), ()])
def test_help_shows_commands_and_examples(
    capsys: pytest.CaptureFixture[str], asked: tuple[str, ...]
) -> None:
    code, out, _ = _finish(capsys, *asked)
    assert code == 0
    for word in ("serve", "personas", "scenarios", "check", "examples:"):
        assert word in out


@pytest.mark.parametrize("listing", ["personas", "scenarios"])
def test_lists_have_one_line_each_and_no_header(
    capsys: pytest.CaptureFixture[str], listing: str
) -> None:
    code, out, err = _finish(capsys, listing)
    folder = {"personas": PERSONAS, "scenarios": SCENARIOS}[listing]
    assert [line.split()[0] for line in out.splitlines()] == sorted(
        file.stem for file in folder.glob("*.yaml")
    )
    assert all(len(line.split()) > 1 for line in out.splitlines())
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (PERSONAS / "almera.yaml", "a persona"),
        (SCENARIOS / "demo.yaml", "a scenario"),
    ],
)
def test_check_says_what_a_good_file_is(
    capsys: pytest.CaptureFixture[str], file: Path, kind: str
) -> None:
    code, out, _ = _finish(capsys, "check", str(file))
    assert code == 0
    assert kind in out


@pytest.mark.parametrize(
    ("source", "change", "error"),
    [
        (
            "personas/almera",
            ("model_year: 2024", "model_year: x"),
            ":{line}: model_year: ",
        ),
        ("personas/almera", ("Asia/Bangkok", "Asia/Atlantis"), "no time zone"),
        (
            "personas/almera",
            ("gateway: AVN", "gateways: AVN"),
            ":{line}: platform.gateways: ",
        ),
        ("personas/almera", ("wmi: MNT", "wmi: MNQ"), ":{line}: wmi: "),
        ("personas/almera", ("title:", "title: ["), "expected"),
        ("scenarios/demo", ("level_pct: 71", "level_pct: 171"), "cars[0].level_pct"),
        ("scenarios/demo", ("persona: almera", "persona: none"), "no persona 'none'"),
        ("scenarios/demo", ("hours: 11.4", "hours: -1"), "parked.hours"),
    ],
)
def test_check_names_file_line_and_key(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    source: str,
    change: tuple[str, str],
    error: str,
) -> None:
    text = (PERSONAS.parent / f"{source}.yaml").read_text("utf-8")
    assert change[0] in text
    line = text[: text.index(change[0])].count("\n") + 1
    file = tmp_path / "mine.yaml"
    file.write_text(text.replace(*change, 1), "utf-8")
    code, out, err = _finish(capsys, "check", str(file))
    assert (code, out) == (2, "")
    assert err.startswith("emulator: mine.yaml:")
    assert error.format(line=line) in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("fly",), "invalid choice: 'fly'"),
        (("serve", "--wings", "2"), "unrecognized arguments: --wings 2"),
        (("serve", "--port", "70000"), "'70000' is not a port"),
        (("serve", "--speed", "0"), "speed must be above 0 and at most 10000"),
        (("serve", "--speed", "fast"), "could not convert string to float: 'fast'"),
        (("serve", "--start", "soon"), "Invalid isoformat string: 'soon'"),
        (("serve", "--start", "1889-01-01"), "not within the years 1990 to 2200"),
        (("serve", "--seed", "x"), "invalid int value: 'x'"),
        (("serve", "--port", "0", "--scenario", "none"), "no scenario 'none'"),
        (("serve", "--port", "0", "--scenario", "x.yaml"), "x.yaml: No such file"),
        (("check", "none.yaml"), "none.yaml: No such file"),
    ],
    ids=" ".join,
)
def test_bad_input_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str],
    socket_enabled: None,
    arguments: tuple[str, ...],
    error: str,
) -> None:
    code, out, err = _finish(capsys, *arguments)
    assert (code, out) == (2, "")
    assert error in err
    assert err.count("\n") == 1


async def test_a_taken_port_is_told_and_no_state_is_made(
    socket_enabled: None, tmp_path: Path
) -> None:
    state = tmp_path / "garage.sqlite"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        finished = await run("serve", "--port", port, "--state", str(state))
    assert finished.code == 2
    assert finished.err == f"emulator: 127.0.0.1 port {port}: Address already in use\n"
    with pytest.raises(FileNotFoundError):
        state.stat()


async def test_an_unknown_scenario_makes_no_state(
    capsys: pytest.CaptureFixture[str], socket_enabled: None, tmp_path: Path
) -> None:
    state = tmp_path / "garage.sqlite"
    arguments = ("--port", "0", "--state", str(state), "--scenario", "none")
    finished = await run("serve", *arguments)
    assert finished.code == 2
    assert finished.err.startswith("emulator: no scenario 'none'; there are ")
    assert " demo," in finished.err
    with pytest.raises(FileNotFoundError):
        state.stat()


async def test_a_corrupt_state_is_told_and_left_alone(
    socket_enabled: None, tmp_path: Path
) -> None:
    state = tmp_path / "garage.sqlite"
    before = b"\x00\x01 no state at all" * 99
    state.write_bytes(before)
    finished = await run("serve", "--port", "0", "--state", str(state))
    assert finished.code == 2
    assert finished.out == ""
    assert finished.err == f"emulator: {state}: not a state file of this emulator\n"
    assert state.read_bytes() == before


async def test_a_state_in_use_is_told(socket_enabled: None, tmp_path: Path) -> None:
    state = str(tmp_path / "garage.sqlite")
    async with serving("--held", "--state", state):
        finished = await run("serve", "--port", "0", "--state", state)
    assert finished.code == 2
    assert finished.err == f"emulator: {state}: another emulator is using it\n"


async def test_ready_is_the_only_line_on_loopback(socket_enabled: None) -> None:
    async with serving("--held") as server:
        assert server.url.startswith("http://127.0.0.1:")
        finished = await server.end(signal.SIGTERM)
    assert (finished.code, finished.out) == (0, "")


async def test_beyond_loopback_a_token_is_printed_and_needed(
    socket_enabled: None,
) -> None:
    async with serving("--held", "--host", ANY_ADDRESS, "--allow-host", "car.lan") as (
        server
    ):
        token = server.token
        assert token
        refused = await server.client.get("/console")
        assert refused.status == 401
        headers = {"Authorization": f"Bearer {token}", "Host": "car.lan"}
        admitted = await server.client.get("/console", headers=headers)
        assert admitted.status == 200
        finished = await server.end(signal.SIGTERM)
    assert token not in finished.err


async def test_an_unknown_address_is_told(socket_enabled: None) -> None:
    finished = await run("serve", "--port", "0", "--host", "no.such.host.invalid")
    assert finished.code == 2
    assert finished.err.startswith("emulator: no.such.host.invalid: ")
    assert finished.err.count("\n") == 1


async def test_the_log_holds_no_query_and_no_secret(socket_enabled: None) -> None:
    async with serving("--held") as server:
        form = {"username": "demo@example.com", "password": "Secret-Word-1"}
        await server.client.post("/commonauth?sessionDataKey=query-word", data=form)
        await server.client.get(
            "/user-adapter/v1/users/current?token=query-word",
            headers={"Authorization": "Bearer secret-word"},
        )
        await _send_what_is_no_http(server.url)
        finished = await server.end(signal.SIGTERM)
    assert "GET /user-adapter/v1/users/current 401" in finished.err
    assert "Traceback" not in finished.err
    for word in ("query-word", "secret-word", "Secret-Word-1", "demo@example.com"):
        assert word not in finished.err


async def _send_what_is_no_http(url: str) -> None:
    for line in (b"GET /x?query-word HTTP/9.9", b"GET /x HTTP/1.1\r\nA b: secret-word"):
        reader, writer = await asyncio.open_connection("127.0.0.1", URL(url).port)
        writer.write(line + b"\r\nHost: localhost\r\n\r\n")
        assert b"400" in await reader.readline()
        writer.close()


def test_import_writes_a_persona_that_check_finds_good(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    diagnosed = tmp_path / "car.json"
    diagnosed.write_text(json.dumps(MICRA), "utf-8")
    code, out, err = _finish(capsys, "import", str(diagnosed))
    assert (code, err) == (0, "")
    file = tmp_path / "my_micra.yaml"
    file.write_text(out, "utf-8")
    code, out, _ = _finish(capsys, "check", str(file))
    assert code == 0
    assert "Nissan MICRA, imported from diagnostics" in out


@pytest.mark.parametrize("text", ["", "{}", "[" * 10_000, '{"vehicles": 7}'])
def test_import_refuses_what_is_no_diagnostics(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    diagnosed = tmp_path / "car.json"
    diagnosed.write_text(text, "utf-8")
    code, out, err = _finish(capsys, "import", str(diagnosed))
    assert (code, out) == (2, "")
    assert err.startswith("emulator: car.json: ")
    assert err.count("\n") == 1
