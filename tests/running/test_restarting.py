"""Restarts that no reader notices: the server on a socket that outlives it, as systemd holds it, under readers and posts.

The measure of full size is `python -m bench.restarting`: 10,000 requests at 50 a second over seven restarts.
"""

import re
import subprocess
import sys

from tests.project.checkout import ROOT
from tests.running.installation import installation


def test_neither_a_reload_nor_a_restart_fails_a_request(tmp_path):
    words = [sys.executable, "-m", "bench.restarting", "--requests", "450", "--rate", "25", "--every", "6"]
    with installation(tmp_path / "var") as made:
        done = subprocess.run(
            words, cwd=ROOT, env=made.environment, capture_output=True, text=True, check=False, timeout=280
        )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "450 requests at 25/s over 2 restarts" in done.stdout
    assert "0 failed, 45 comments posted, 0 never answered" in done.stdout
    assert re.search(r"longest \d+", done.stdout)
