"""What the integration tells the log."""

import logging

import pytest


def log_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what it told beyond details, oldest first."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.INFO
        and record.name.startswith("custom_components.nissanconnect")
    ]
