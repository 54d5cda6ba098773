"""`make run`: key, static files, database and demo, then Granian in this process's place. Safe to repeat.

Reads PORT and whatever the settings read. Ends by exec, so that Ctrl-C and SIGTERM reach the server itself. Exit status
130 when it was interrupted before that.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
DEMO_REFUSED = 3  # how `manage.py demo` ends when the database holds stories of its own
INTERRUPTED = 130


def main() -> None:
    port = free_port(os.environ.get("PORT") or "8000")
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    var.mkdir(mode=0o700, parents=True, exist_ok=True)  # unpublished stories and confidential sources
    os.environ["PORT"] = str(port)
    os.environ["DEBUG"] = "0"
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY_FILE"] = str(secret_key_file(var))
    os.chdir(ROOT)
    collect_static(var)
    load_demo()
    os.execv(sys.executable, server(port))


def server(port: int, *, workers: int = 2) -> list[str]:
    """The command that serves the newsroom: also what `make bench` measures.

    As many threads a worker as Granian takes without a warning: two requests at most are in Django at once
    (newsroom/in_turn.py), the other threads send pages that are kept. The kill timeout lets a stop end although a request hangs on a database.
    """
    threads = min(16, 2 * (os.cpu_count() or 1) + 1)
    return [
        *[sys.executable, "-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application"],
        *["--host", "127.0.0.1", "--port", str(port), "--http", "1", "--no-ws"],
        *["--workers", str(workers), "--blocking-threads", str(threads)],
        *["--workers-kill-timeout", "5", "--respawn-failed-workers", "--log-level", "warning", "--no-access-log"],
    ]


def free_port(word: str) -> int:
    """The port as a number; exits with a sentence when it is none or is taken."""
    if not word.isascii() or not word.isdigit() or not 0 < int(word) < 65536:
        sys.exit(f"PORT is “{word}”; write a number from 1 to 65535, for example: make run PORT=8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(word)))
        except PermissionError:
            sys.exit(f"Port {word} may not be used by this account; take one above 1023: make run PORT=8001")
        except OSError:
            sys.exit(f"Port {word} is in use; stop the other server or take another port: make run PORT=8001")
    return int(word)


def secret_key_file(var: Path) -> Path:
    """The file with this installation's key, readable by its owner only; made once, then kept."""
    path = var / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        path.chmod(0o600)
    else:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(50) + "\n")
    return path


def collect_static(var: Path) -> None:
    """Hash and compress the static files into var/static, when they or the packages that bring some have changed."""
    stamp = var / "static.sha256"
    wanted = fingerprint([ROOT / "requirements.txt", *sorted((ROOT / "static").rglob("*"))])
    if stamp.exists() and stamp.read_text() == wanted and (var / "static" / "staticfiles.json").exists():
        return
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")
    stamp.write_text(wanted)


def fingerprint(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def load_demo() -> None:
    """The demo newsroom; a database that holds stories of its own is only migrated, and served as it is."""
    status = run("demo")
    if status == DEMO_REFUSED:
        print("Serving the newsroom as it is.", flush=True)
    elif status:
        stop("demo", status)


def manage(*arguments: str) -> None:
    if status := run(*arguments):
        stop(arguments[0], status)


def run(*arguments: str) -> int:
    """Run a command and give its exit status.

    In a process group of its own: Ctrl-C reaches only us, and we end it, wherever it is, without a word from it.
    """
    with subprocess.Popen([*MANAGE, *arguments], process_group=0) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            raise


def stop(command: str, status: int) -> NoReturn:
    if status == INTERRUPTED:  # by someone who meant the command
        raise KeyboardInterrupt
    sys.exit(f"`manage.py {command}` failed; what it says stands above. Nothing is served.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
