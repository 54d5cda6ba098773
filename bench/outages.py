"""Servers that are taken away under the newsroom: the PostgreSQL and the Redis of a test run, stopped, hung and brought back.

Only ever those that `.ci/services.py` started for this run: their data lies in a folder named after it.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

OURS = "newsroom-"  # how the folders begin that services.py makes
PATIENCE = 30  # seconds for a server to come or to go


class Outage:
    """A server process, by its id. Subclasses say how it is found and how it is started again."""

    name = ""
    command: list[str]
    folder: Path
    pid: int

    def __init__(self) -> None:
        if not self.folder.name.startswith(OURS):
            raise RuntimeError(f"{self.name} keeps its data in {self.folder}: it is not of this run and is left alone.")
        self.user = pwd.getpwuid(Path(f"/proc/{self.pid}").stat().st_uid).pw_name
        self.started: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """At once, as a crash would."""
        raise NotImplementedError

    def start(self) -> None:
        user = self.user if os.geteuid() == 0 else None
        plain = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        with (self.folder / "log-again").open("wb") as log:
            self.started = subprocess.Popen(
                self.command, cwd=self.folder, env=plain, user=user, stdout=log, stderr=log, start_new_session=True
            )
        self.pid = self.started.pid

    def hang(self) -> None:
        for pid in self.processes():
            os.kill(pid, signal.SIGSTOP)

    def go_on(self) -> None:
        for pid in self.processes():
            os.kill(pid, signal.SIGCONT)

    def processes(self) -> list[int]:
        """The server and what it forked."""
        return [self.pid, *children(self.pid)]

    def end(self) -> None:
        """Let nothing that was started here, or hung, stay behind."""
        with contextlib.suppress(ProcessLookupError):
            self.go_on()
        if self.started is not None and self.started.poll() is None:
            self.stop()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.started.wait(PATIENCE)


class Database(Outage):
    name = "PostgreSQL"

    def __init__(self, url: str):
        import psycopg

        with psycopg.connect(url) as connection:
            (data,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        self.data = Path(data)
        self.folder = self.data.parent
        self.pid = int((self.data / "postmaster.pid").read_text().split()[0])
        self.command = [word.decode() for word in Path(f"/proc/{self.pid}/cmdline").read_bytes().split(b"\0") if word]
        self.command[0] = str(Path(f"/proc/{self.pid}/exe").readlink())
        super().__init__()

    def stop(self) -> None:
        """`pg_ctl stop -m immediate`: no farewell to anybody, and a recovery at the next start."""
        gone = self.processes()
        os.kill(self.pid, signal.SIGQUIT)
        wait_for(lambda: self.is_over() and not any(Path(f"/proc/{pid}").exists() for pid in gone[1:]))

    def is_over(self) -> bool:
        if self.started is not None:
            return self.started.poll() is not None
        status = Path(f"/proc/{self.pid}/stat")
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


class Redis(Outage):
    name = "Redis"

    def __init__(self, url: str):
        import redis

        said = redis.Redis.from_url(url).info("server")
        self.pid, config = int(said["process_id"]), said["config_file"]
        self.folder = Path(config).parent
        self.command = [str(Path(f"/proc/{self.pid}/exe").readlink()), config]
        self.port = urlsplit(url).port
        super().__init__()

    def stop(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


def wait_for(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise RuntimeError("A server did not end in time.")
        time.sleep(0.05)


def children(parent: int) -> list[int]:
    """Processes that `parent` started and that run, as Linux counts them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it ended as we looked
        if int(words[1]) == parent and words[0] != "Z":
            found.append(int(status.parent.name))
    return found
