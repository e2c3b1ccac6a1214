"""Fixtures that many tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No check fails because a machine was busy.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")

REAL = Path(__file__).parent.parent.parent / "shared" / "real"


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real government pages, which is no part of the project."""
    if not REAL.is_dir():
        pytest.skip("the folder of real pages is not here")
    return REAL
