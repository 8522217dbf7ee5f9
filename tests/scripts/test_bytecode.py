"""`scripts/lib/bytecode.sh`: what Python compiles is kept on any machine."""

from pathlib import Path
import subprocess

import pytest

_ROOT = Path(__file__).parents[2]
_SHOW = (
    ". scripts/lib/bytecode.sh;"
    ' echo "${PYTHONDONTWRITEBYTECODE-unset} ${PYTHONPYCACHEPREFIX-unset}"'
)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"PYTHONDONTWRITEBYTECODE": "1"}, "unset /home/nissanconnect/bytecode"),
        ({}, "unset unset"),
    ],
)
def test_bytecode_is_kept_outside_where_folders_must_stay_clean(
    told: dict[str, str], found: str
) -> None:
    done = subprocess.run(
        ["/bin/bash", "-c", _SHOW],
        cwd=_ROOT,
        env={"XDG_CACHE_HOME": "/home", **told},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == found
