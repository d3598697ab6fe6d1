"""The browser's Python: what its makers may know of this machine."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from macros.publish import bundle


def test_no_tool_learns_the_time_zone_or_the_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told: list[dict[str, str]] = []

    def run(command: list[str], *, env: dict[str, str], **more: Any) -> subprocess.CompletedProcess[str]:
        told.append(env)
        return subprocess.CompletedProcess(command, 0, "{}", "")

    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setattr(bundle.subprocess, "run", run)
    bundle._node("build.mjs", str(tmp_path))
    bundle._run("hatchling", "build", folder=tmp_path)
    assert [(env["TZ"], env["SOURCE_DATE_EPOCH"]) for env in told] == [("UTC", bundle.WHEEL_EPOCH)] * 2
