"""`manage.py restore`: put a backup in the place of this installation's database and pictures."""

from __future__ import annotations

import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.backups import restoring, shelf
from newsroom.backups.manifest import BackupRefused


class Command(BaseCommand):
    requires_system_checks = []  # a setting that is wrong must keep nobody from their backups
    help = """Bring a backup back.

Stop the server and the timers first (with PostgreSQL they may run: whoever is connected is sent away). The backup is
looked through and restored beside the present database and pictures; only when all of that is done does it take their
place, at one moment. What was there is kept aside under a name that is printed, until you remove it yourself.

  manage.py restore latest --dry-run              look through it and say what would be done
  manage.py restore latest                        into an empty installation
  manage.py restore 2026-11-23T03-20-00Z --replace    in place of one that holds work
  manage.py restore latest --database-only        pictures stay as they are

Afterwards: `manage.py migrate` when it says so, start the server, and everybody signs in again. Readers who had themselves
erased since the backup are in it again: the audit log kept aside says when that was; erase them anew.

Exit status 0 when it is in place; 1 with a sentence when nothing was changed."""

    def create_parser(self, prog_name, subcommand, **kwargs):
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("backup", help="Name or path; “latest” for the newest.")
        parser.add_argument(
            "--from", type=Path, dest="folder", metavar="FOLDER", help="Where backups lie; else BACKUP_DIR."
        )
        parser.add_argument(
            "--replace", action="store_true", help="Although this installation holds work. It is kept aside."
        )
        parser.add_argument("--database-only", action="store_true", help="Leave the pictures as they are.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Look through it, say what would be done, do nothing."
        )

    def handle(self, *, backup: str, folder: Path | None, verbosity: int, **options):
        say = self.stdout.write if verbosity else lambda _words: None
        began = time.monotonic()
        how = {name: options[name] for name in ("replace", "database_only", "dry_run")}
        try:
            chosen = shelf.chosen((folder or Path(settings.BACKUP_DIR)).absolute(), backup)
            done = restoring.restore(chosen, **how, say=say)
        except (BackupRefused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        would = "Would restore" if options["dry_run"] else "Restored"
        say(f"{would} {chosen.name}: {done.rows} rows, {done.files} pictures, {time.monotonic() - began:.1f} s.")
        for each in done.aside:
            say(f"Kept aside: {each}")
        if done.to_migrate:
            say(f"{done.to_migrate} migrations are newer than the backup: run `manage.py migrate`.")
