"""`purge_comment_data`: clear away data of readers that is older than it is needed."""

from __future__ import annotations

import os
from dataclasses import fields

from django.core.management.base import CommandError

from articles.comments.own.retention import Days, purge
from articles.management.examples import CommandWithExamples

LONGEST = 36_500  # days
WHAT = {
    "rejected": "texts of rejected comments, without open reports or appeals",
    "addresses": "e-mail addresses of guests who want no mail, of decisions and of error reports that are settled; warnings",
    "mails": "notes of which answers were mailed",
    "reports": "reports that were decided on; of those on law their words and who sent them",
    "unproved": "accounts whose address was never proved by a code",
}
EXAMPLES = """\
examples:
  manage.py purge_comment_data --dry-run                    how much would go
  manage.py purge_comment_data                              once a day, by cron or a timer
  manage.py purge_comment_data --rejected 90 --addresses 0  rejected texts after 90 days, addresses never

Each number of days can stand in the environment as well: KEEP_REJECTED_DAYS, KEEP_ADDRESSES_DAYS and so on; 0 is never.
Sessions that are over go, too. A reader whose address went is a newcomer again when they next write. It works in small
transactions: it may be stopped at any time and run twice, and nobody who posts waits for it. Backups keep what they
hold until they are thrown away.
"""


class Command(CommandWithExamples):
    help = "Clears away data of readers that is no longer needed: texts, addresses, reports, mails, unproved accounts."
    examples = EXAMPLES

    def add_arguments(self, parser):
        for each in fields(Days):
            parser.add_argument(
                f"--{each.name}",
                type=int,
                metavar="DAYS",
                help=f"After how many days: {WHAT[each.name]} ({each.default}).",
            )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go; change nothing.")

    def handle(self, *, dry_run: bool, **options):
        days = Days(**{each.name: number_of(each.name, options[each.name], each.default) for each in fields(Days)})
        for name, count in purge(days, dry_run=dry_run).items():
            self.stdout.write(f"{name}: {count}{' would go' if dry_run else ''}")


def number_of(name: str, given: int | None, default) -> int:
    """The option, else the environment, else the default."""
    variable = f"KEEP_{name.upper()}_DAYS"
    word = os.environ.get(variable, "").strip()
    if given is None and word:
        if not (word.isascii() and word.isdigit() and len(word) < 6):
            raise CommandError(f"{variable} is “{word}”; write a number of days, 0 for never.")
        given = int(word)
    days = default if given is None else given
    if not 0 <= days <= LONGEST:
        raise CommandError(f"--{name} must be from 0 (never) to {LONGEST} days.")
    return days
