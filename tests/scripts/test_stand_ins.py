"""Home Assistant starts where its voice packages could not be compiled."""

import os
from pathlib import Path
import subprocess
import sys

from scripts.demo_home import stand_ins

_FOLDER = Path(stand_ins.__file__).parent
_IMPORT = """
import pymicro_vad, pyspeex_noise
import homeassistant.components.assist_pipeline
print(pymicro_vad.__file__, pyspeex_noise.__file__)
"""


def test_the_assistant_can_be_imported() -> None:
    result = subprocess.run(
        [sys.executable, "-c", _IMPORT],
        env={**os.environ, "PYTHONPATH": str(_FOLDER)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert result.stdout.split() == [
        str(_FOLDER / "pymicro_vad.py"),
        str(_FOLDER / "pyspeex_noise.py"),
    ]
