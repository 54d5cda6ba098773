"""`make setup`: the virtual environment and one file of locked packages, nothing else; at once when nothing changed.

Run by any Python 3.12 or newer with the name of the requirements file. Exit status 1 and a sentence when it cannot.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INCLUDES = {"requirements-dev.txt": ["requirements.txt"]}  # locked together, so whoever has the first has the second

NO_VENV = (
    f"{sys.executable} cannot make a virtual environment: it comes without ensurepip. On Debian and Ubuntu, "
    "`apt install python3-venv`; or name another Python: make setup PYTHON=/path/to/python3.13"
)


def main(name: str) -> None:
    if not runs(PYTHON):
        make_venv()
    wanted = fingerprint(ROOT / name)
    if stamp(name).exists() and stamp(name).read_text() == wanted:
        return
    install(name)
    for installed in [name, *INCLUDES.get(name, [])]:
        stamp(installed).write_text(fingerprint(ROOT / installed))


def stamp(name: str) -> Path:
    """Where it is noted which content of a requirements file is installed."""
    return VENV / f"installed-{name}.sha256"


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def runs(python: Path) -> bool:
    """A virtual environment outlives neither its Python nor being copied from another machine."""
    try:
        ask = "import pip, sys; sys.exit(sys.version_info < (3, 12))"
        return subprocess.run([python, "-c", ask], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    print(f"Making .venv with {sys.executable} (Python {sys.version.split()[0]}) …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        try:
            import ensurepip  # noqa: F401 - only its presence is asked for
        except ImportError:
            sys.exit(NO_VENV)
        sys.exit(f"The virtual environment could not be made:\n{made.stdout}{made.stderr}")


def install(name: str) -> None:
    print(f"Installing the locked packages of {name} …", flush=True)
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "--require-hashes", "--requirement", ROOT / name], check=False).returncode:
        sys.exit("The packages could not be installed; what pip says stands above. `make setup` goes on from here.")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        sys.exit(130)
