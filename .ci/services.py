"""A PostgreSQL and a Redis of our own for the length of a test run: free ports, temporary folders, always stopped.

    .venv/bin/python .ci/services.py .venv/bin/pytest tests/search

runs one command with DATABASE_URL and REDIS_URL set to them.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import programs

PATIENCE = 60  # seconds a server may take to start

REDIS_DATABASES = 129  # one for each worker of the suite, on the largest machine, and one for a suite without workers

# Nothing of a test run outlives it, so nothing waits for the disk.
POSTGRES_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "max_locks_per_transaction": "256",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


class DidNotStartError(Exception):
    """A server did not answer in time; the text holds what it said."""


@contextlib.contextmanager
def private_postgres() -> Iterator[str]:
    """Start a PostgreSQL that only this run can enter; yields its DATABASE_URL."""
    binaries = programs.postgres_folder()
    if binaries is None:
        raise DidNotStartError("PostgreSQL is not installed.")
    user = ordinary_user("postgres")
    with scratch_folder("newsroom-postgres-", user) as folder:
        password, port = secrets.token_hex(16), free_port()
        data, log = folder / "data", folder / "log"
        initialise(binaries, data, password, user)
        options = {**POSTGRES_OPTIONS, "port": str(port), "listen_addresses": "127.0.0.1"}
        options["unix_socket_directories"] = str(folder)
        command = [str(binaries / "postgres"), "-D", str(data)]
        command += [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        is_ready = [str(binaries / "pg_isready"), "--quiet", "--host", str(folder), "--port", str(port)]
        # SIGINT is PostgreSQL's fast shutdown: it throws its clients out instead of waiting for them.
        with server(command, is_ready, log, user, stop_by=signal.SIGINT):
            yield f"postgres://newsroom:{password}@127.0.0.1:{port}/postgres"


def initialise(binaries: Path, data: Path, password: str, user: str | None) -> None:
    given = data.parent / "password"
    given.write_text(password)
    give_to(given, user)
    command = [str(binaries / "initdb"), "--pgdata", str(data), "--username", "newsroom", "--pwfile", str(given)]
    command += ["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
    command += ["--auth-local", "trust", "--auth-host", "scram-sha-256"]
    made = subprocess.run(command, capture_output=True, text=True, check=False, user=user, env=plain_environment())
    if made.returncode:
        raise DidNotStartError(made.stdout + made.stderr)


@contextlib.contextmanager
def private_redis() -> Iterator[str]:
    """Start a Redis that keeps nothing and only this run can enter; yields its REDIS_URL."""
    program = shutil.which("redis-server")
    if program is None:
        raise DidNotStartError("Redis is not installed.")
    user = ordinary_user("redis")
    with scratch_folder("newsroom-redis-", user) as folder:
        password, port = secrets.token_hex(16), free_port()
        settings = folder / "redis.conf"  # a file, because everyone may read a command line
        settings.write_text(
            f'bind 127.0.0.1\nport {port}\ndir "{folder}"\nsave ""\nappendonly no\nrequirepass {password}\n'
            f"databases {REDIS_DATABASES}\n"
        )
        give_to(settings, user)
        with server([program, str(settings)], port, folder / "log", user, stop_by=signal.SIGTERM):
            yield f"redis://:{password}@127.0.0.1:{port}/0"


@contextlib.contextmanager
def server(
    command: list[str], ready: list[str] | int, log: Path, user: str | None, *, stop_by: signal.Signals
) -> Iterator[None]:
    """Run a server until the block ends. `ready` is a command that succeeds, or a port that answers, once it is up."""
    with log.open("wb") as output:
        # A session of its own: Ctrl-C reaches pytest first, and the server stops after it.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            env=plain_environment(),
            user=user,
            start_new_session=True,
        )
    try:
        wait_until(process, ready, log)
        yield
    finally:
        process.send_signal(stop_by)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_until(process: subprocess.Popen[bytes], ready: list[str] | int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if answers(ready):
            return
        time.sleep(0.1)
    raise DidNotStartError(f"{process.args!r} did not start:\n{log.read_text(errors='replace')[-2000:]}")


def answers(ready: list[str] | int) -> bool:
    if isinstance(ready, int):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", ready)) == 0
    return subprocess.run(ready, capture_output=True, check=False).returncode == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def scratch_folder(prefix: str, user: str | None) -> Iterator[Path]:
    # Under /tmp by name: a socket's path may have 107 characters, and TMPDIR can be long.
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))
    try:
        give_to(folder, user)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def ordinary_user(preferred: str) -> str | None:
    """The account a server runs as when we are root (PostgreSQL refuses root); None keeps our own."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return preferred if preferred in names else "nobody"


def give_to(path: Path, user: str | None) -> None:
    if user is not None:
        shutil.chown(path, user)


def plain_environment() -> dict[str, str]:
    """No PGHOST or LC_ALL of the caller's bends what the servers do."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with private_postgres() as database, private_redis() as redis:
        return subprocess.run(
            command, check=False, env={**os.environ, "DATABASE_URL": database, "REDIS_URL": redis}
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
