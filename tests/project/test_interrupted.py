"""Ctrl-C: a command, the start of `make run` and the server end quietly, with a status that says so."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from bench.served import free_port
from tests.project.checkout import ROOT, script


@pytest.fixture
def start(tmp_path):
    """Start a program in a process group of its own, as a terminal does, on a database of its own."""
    started = []

    def starting(*command, **variables):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**kept, "VAR_DIR": str(tmp_path / "var"), "SECRET_KEY": "k" * 60, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield starting
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def press_ctrl_c(process):
    """What was printed from now on, and the status."""
    os.killpg(process.pid, signal.SIGINT)
    printed, _ = process.communicate(timeout=30)
    return printed, process.returncode


def test_a_command_ends_quietly(start):
    code = "import time; print('begun', flush=True); time.sleep(60)"
    process = start(sys.executable, "manage.py", "shell", "--verbosity=0", "-c", code)
    assert process.stdout.readline() == "begun\n"
    assert press_ctrl_c(process) == ("", 130)


def test_make_run_ends_quietly_before_the_server_is_up(start, tmp_path):
    process = start(sys.executable, ".ci/serve.py", PORT=str(free_port()))
    while not (tmp_path / "var" / "static").exists():  # the first command is at work
        time.sleep(0.05)
    printed, status = press_ctrl_c(process)
    assert "Traceback" not in printed
    assert status == 130


def test_the_server_ends_quietly(start, tmp_path):
    (tmp_path / "var" / "static").mkdir(parents=True)
    port = free_port()
    process = start(*script("serve").server(port))
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    printed, status = press_ctrl_c(process)
    assert "Traceback" not in printed
    assert status == 0
