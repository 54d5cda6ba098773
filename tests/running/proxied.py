"""The newsroom on a socket, and a server of a test's own before it that is set up as deploy/ says."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.project.checkout import ROOT
from tests.running.installation import Installation


class Proxied:
    """`folder` holds the socket of the newsroom and what the server before it is told and says."""

    def __init__(self, made: Installation, folder: Path):
        self.made, self.folder = made, folder
        self.server: subprocess.Popen[bytes] | None = None
        self.proxy: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        return self.folder / "server.sock"

    def start_serving(self) -> None:
        words = [sys.executable, "-m", "newsroom.serving", "--socket", str(self.socket), "--workers", "1"]
        environment = self.made.environment | {"PYTHONPATH": str(ROOT)}
        self.server = subprocess.Popen(words, cwd=ROOT, env=environment)

    def stop_serving(self) -> None:
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(30)

    def end(self) -> None:
        for process in (self.proxy, self.server):
            if process is not None:
                process.terminate()
                process.wait(30)
