"""A run of the suite leaves nothing in the machine's folder for temporary files, however it ends."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.project.checkout import ROOT

SUITE = """
import os, pathlib, subprocess, sys, time

def test_writes(tmp_path):
    pathlib.Path(os.environ["VAR_DIR"], "database").write_text("rows")
    inner = "import tests.settings, os; print(os.environ['VAR_DIR']); os._exit(0)"  # as one that is killed
    folder = subprocess.run([sys.executable, "-c", inner], capture_output=True, text=True, check=True).stdout.strip()
    assert os.path.isdir(folder)

def test_waits():
    time.sleep(float(os.environ.get("WAIT", "0")))
"""


@pytest.fixture
def suite(tmp_path):
    """Starts a small suite with our settings, whose temporary files go to the folder that comes with it."""
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite" / "test_small.py").write_text(SUITE)
    (tmp_path / "temporary").mkdir()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSROOM_TESTS", "PYTEST"))}

    def start(*arguments, **variables):
        return subprocess.Popen(
            [
                *[sys.executable, "-m", "pytest", "-q", "-c", "/dev/null", "-p", "no:cacheprovider", "--ds"],
                *["tests.settings", "--rootdir", tmp_path, "--basetemp", tmp_path / "base", *arguments],
                tmp_path / "suite" / "test_small.py",
            ],
            cwd=ROOT,
            env={**clean, "TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(ROOT), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start, tmp_path / "temporary"


def left_in(folder):
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("newsroom-tests-"))


@pytest.mark.parametrize("arguments", [[], ["-n", "2"]], ids=["alone", "with workers"])
def test_nothing_is_left_of_a_run(suite, arguments):
    start, folder = suite
    process = start(*arguments)
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 0, printed
    assert left_in(folder) == []


def test_nothing_is_left_of_a_run_that_was_interrupted(suite):
    start, folder = suite
    process = start("-n", "2", WAIT="60")
    while len(list(folder.rglob("newsroom-tests-*"))) < 3:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert left_in(folder) == []
