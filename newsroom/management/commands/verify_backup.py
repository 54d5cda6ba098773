"""`manage.py verify_backup`: every byte of a backup against its hash, and its database restored for a trial."""

from __future__ import annotations

import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.backups import shelf, verifying
from newsroom.backups.manifest import BackupRefused

SHOWN = 20


class Command(BaseCommand):
    requires_system_checks = []  # a setting that is wrong must keep nobody from their backups
    help = """Look through a backup and say whether it could be restored. Changes nothing, neither in it nor at the site.

Reads every file and compares it with its SHA-256, so that one flipped byte is noticed, in the manifest too. Then restores
the database for a trial (SQLite into a temporary file beside the backups, PostgreSQL into a database of its own on the
same server, which takes a role with CREATEDB), checks it, counts the rows of each table, and drops it.

  manage.py verify_backup                             the newest in BACKUP_DIR
  manage.py verify_backup 2026-11-23T03-20-00Z        that one; a path works as well
  manage.py verify_backup --all --no-trial            all of them, by their hashes alone

Exit status 0 when it is whole, 1 when not, with a line for each fault."""

    def create_parser(self, prog_name, subcommand, **kwargs):
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("backup", nargs="?", default="latest", help="Name or path; the newest otherwise.")
        parser.add_argument(
            "--from", type=Path, dest="folder", metavar="FOLDER", help="Where backups lie; else BACKUP_DIR."
        )
        parser.add_argument("--all", action="store_true", dest="every", help="Each backup in the folder.")
        parser.add_argument("--no-trial", action="store_false", dest="trial", help="Hashes only; restore nothing.")

    def handle(self, *, backup: str, folder: Path | None, every: bool, trial: bool, verbosity: int, **options):
        folder = (folder or Path(settings.BACKUP_DIR)).absolute()
        say = self.stdout.write if verbosity else lambda _words: None
        try:
            wanted = shelf.whole(folder) if every else []
            bad = [each for each in wanted or [shelf.chosen(folder, backup)] if not self.is_good(each, trial, say)]
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if bad:
            raise CommandError(f"Not to be relied on: {', '.join(each.name for each in bad)}. Make a new backup.")

    def is_good(self, backup: Path, trial: bool, say) -> bool:
        began = time.monotonic()
        say(f"{backup.name}:")
        try:
            said, faults = verifying.verify(backup, trial=trial, say=say)
        except BackupRefused as refusal:
            faults, said = [str(refusal)], None
        for each in faults[:SHOWN]:
            self.stderr.write(f"{backup.name}: {each}")
        if faults[SHOWN:]:
            self.stderr.write(f"{backup.name}: and {len(faults) - SHOWN} more")
        if said is None or faults:
            return False
        rows = f"; {sum(said.rows.values())} rows restored and counted" if trial else ""
        say(f"Good: {len(said.files)} files are what was written{rows}, {time.monotonic() - began:.1f} s.")
        return True
