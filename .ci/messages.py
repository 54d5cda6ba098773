"""`make messages`: collect every text a person meets into the catalogues of articles/locale, and compile them.

With a folder as its argument it collects into a copy there, and changes nothing here. Needs GNU gettext.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = Path("articles/locale")
# Dates of collecting would make each collection a change; names of people are in the history of the files.
DATED = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team):.*\n', re.MULTILINE)


def main(arguments: list[str]) -> int:
    if shutil.which("xgettext") is None or shutil.which("msgfmt") is None:
        print("This needs GNU gettext. On Debian: apt install gettext", file=sys.stderr)
        return 1
    root = Path(arguments[0]) if arguments else ROOT
    if arguments:
        copy_to(root)
    collect(root)
    compile_all(root)
    return 0


def copy_to(root: Path) -> None:
    for folder in ("articles", "newsroom", "templates"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    shutil.copy(ROOT / "manage.py", root)
    (root / "static").mkdir()


def collect(root: Path) -> None:
    """Update the catalogue of each language that has a folder."""
    languages = sorted(folder.name for folder in (root / CATALOGUES).iterdir() if folder.is_dir())
    chosen = [part for language in languages for part in ("--locale", language)]
    hidden = [part for pattern in ("tests/*", "var/*", ".venv/*", "bench/*") for part in ("--ignore", pattern)]
    with tempfile.TemporaryDirectory() as var:
        # What is not a catalogue is told on standard error and fails the command.
        manage = [sys.executable, "manage.py", "makemessages", *chosen, *hidden, "--no-wrap", "--no-obsolete"]
        environment = {**os.environ, "DEBUG": "1", "VAR_DIR": var, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        subprocess.run([*manage, "--add-location", "file"], cwd=root, env=environment, check=True)
    for catalogue in sorted((root / CATALOGUES).glob("*/LC_MESSAGES/django.po")):
        catalogue.write_text(DATED.sub("", catalogue.read_text("utf-8")), "utf-8")


def compile_all(root: Path) -> None:
    for catalogue in sorted((root / CATALOGUES).glob("*/LC_MESSAGES/django.po")):
        compiled = catalogue.with_suffix(".mo")
        subprocess.run(["msgfmt", "--check-format", "--check-domain", "--output-file", compiled, catalogue], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
