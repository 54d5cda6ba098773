"""`manage.py backup`: database and pictures into a folder of their own, whole or not at all."""

from __future__ import annotations

import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.backups import making
from newsroom.backups.manifest import BackupRefused
from newsroom.backups.terms import number_from_1


class Command(BaseCommand):
    requires_system_checks = []  # a setting that is wrong must keep nobody from their backups
    help = """Make a backup of the database and all pictures while the site runs.

Each backup is a folder named for its moment in BACKUP_DIR, such as 2026-11-23T03-20-00Z, and complete in itself.
SQLite is copied as it is at one moment, PostgreSQL by pg_dump; every file stands in manifest.json with its SHA-256.
Pictures that have not changed since the last backup take no more room: they are one file with two names.

In no backup: SECRET_KEY, SOURCE_KEYS and the other settings (keep a copy of them elsewhere: without SOURCE_KEYS nothing
sealed can be read), sessions (after a restore everybody signs in again), static files and kept pages, which are made anew.

  manage.py backup                        one more backup
  manage.py backup --keep 14              and drop all but the newest 14
  manage.py backup --to /mnt/backups      into another folder
  manage.py backup --dry-run              only say what would be done

Exit status 0 when there is a new, whole backup; 1 with a sentence when there is none. Copy the folder to another machine:
a backup on the disk that fails is none. Then look at `verify_backup --help` and `restore --help`."""

    def create_parser(self, prog_name, subcommand, **kwargs):
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="Where backups lie; BACKUP_DIR otherwise.")
        parser.add_argument(
            "--keep", type=number_from_1, metavar="N", help="Drop all but the newest N; all stay otherwise."
        )
        parser.add_argument(
            "--afresh", action="store_true", help="Copy every picture, linking none to the last backup."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done and do nothing.")

    def handle(self, *, to: Path | None, keep: int | None, afresh: bool, dry_run: bool, verbosity: int, **options):
        folder = (to or Path(settings.BACKUP_DIR)).absolute()
        say = self.stdout.write if verbosity else lambda _words: None
        try:
            if dry_run:
                self.tell(folder, making.plan(folder, keep))
                return
            began = time.monotonic()
            made, said = making.make(folder, keep=keep, afresh=afresh, say=say)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        say(f"{made}: {making.in_words(said.size)} in {len(said.files)} files, {time.monotonic() - began:.1f} s.")

    def tell(self, folder: Path, plan: making.Plan) -> None:
        write, words = self.stdout.write, making.in_words
        write(f"Would write to {folder}, which has {words(plan.free)} free:")
        write(f"  the database, up to {words(plan.database_bytes)}")
        write(f"  {plan.files} pictures, of which {plan.to_copy} are copied ({words(plan.bytes_to_copy)})")
        for each in plan.doomed:
            write(f"Would drop {each.name}.")
        if plan.free < plan.needed:
            raise CommandError(f"That does not fit: {words(plan.needed)} are needed.")
