"""`manage.py doctor`: what is wrong with this installation, and what to do."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter

from django.core.management.base import BaseCommand

from newsroom.doctor import CHECKS, Finding, Level, examine

SIGNS = {Level.OK: "ok", Level.NOTE: "note", Level.WARNING: "WARNING", Level.BAD: "WRONG"}


class Command(BaseCommand):
    requires_system_checks = []  # it makes them itself, and goes on
    help = """Look at this installation and say in words what is wrong and what to do. Changes nothing, sends no mail.

Run it with the environment and as the account of the server:

  manage.py doctor              everything, with what is well
  manage.py doctor --quiet      only what wants doing
  manage.py doctor --json       for programs: a list of {"check", "level", "words", "remedy"}

Exit status 0 when nothing is wrong (notes do not count), 1 for warnings, 2 when something is wrong."""

    def create_parser(self, prog_name, subcommand, **kwargs):
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON list.")
        parser.add_argument("--quiet", action="store_true", help="Leave out what is well.")

    def handle(self, *, as_json: bool, quiet: bool, **options):
        found: list[tuple[str, Finding]] = []
        for name, finding in examine():
            found.append((name, finding))
            if not as_json and not (quiet and finding.level == Level.OK):
                self.tell(name, finding)
        if as_json:
            rows = [
                {"check": name, "level": each.level.name.lower(), "words": each.words, "remedy": each.remedy}
                for name, each in found
            ]
            self.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False))
        worst = max(finding.level for _name, finding in found)
        if not as_json:
            number = sum(finding.level >= Level.WARNING for _name, finding in found)
            self.stdout.write(f"{len(found)} of {len(CHECKS)} things looked at; {number} want doing.")
        if worst >= Level.WARNING:
            raise SystemExit(2 if worst == Level.BAD else 1)

    def tell(self, name: str, finding: Finding) -> None:
        self.stdout.write(f"{SIGNS[finding.level]:>7}  {name}: {finding.words}")
        if finding.remedy and finding.level != Level.OK:
            self.stdout.write(f"         → {finding.remedy}")
