"""The programs that the demo runs."""

from pathlib import Path
import signal
import sys

import pytest

from scripts.demo_home.child import Child
from scripts.demo_home.errors import DemoError


async def _child(folder: Path, code: str) -> Child:
    command = [sys.executable, "-c", code]
    return await Child.start("The program", command, folder / "words.log", folder)


async def _never() -> bool:
    return False


async def test_stopping_ends_it(tmp_path: Path) -> None:
    child = await _child(tmp_path, "import time; time.sleep(600)")
    await child.stop()
    assert await child.ended() == -signal.SIGTERM


async def test_one_that_will_not_end_is_ended(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    child = await _child(tmp_path, deaf + "print('deaf', flush=True); time.sleep(600)")

    async def is_deaf() -> bool:
        return "deaf" in (tmp_path / "words.log").read_text("utf-8")

    await child.until(is_deaf, patience_s=60)
    await child.stop(patience_s=0.1)
    assert await child.ended() == -signal.SIGKILL


async def test_stopping_what_has_ended_is_quiet(tmp_path: Path) -> None:
    child = await _child(tmp_path, "")
    assert await child.ended() == 0
    await child.stop()


async def test_an_early_end_is_told_with_its_last_words(tmp_path: Path) -> None:
    child = await _child(tmp_path, "print('no fuel'); raise SystemExit(3)")
    with pytest.raises(DemoError, match=r"(?s)The program ended \(3\).*no fuel"):
        await child.until(_never, patience_s=60)


async def test_a_program_that_never_gets_ready_is_told(tmp_path: Path) -> None:
    child = await _child(tmp_path, "import time; time.sleep(600)")
    try:
        with pytest.raises(DemoError, match="is not ready after 0 s"):
            await child.until(_never, patience_s=0)
    finally:
        await child.stop()


async def test_it_works_in_its_folder_and_writes_its_log(tmp_path: Path) -> None:
    child = await _child(tmp_path, "import os; print(os.getcwd())")
    await child.ended()
    assert (tmp_path / "words.log").read_text("utf-8").strip() == str(tmp_path)
