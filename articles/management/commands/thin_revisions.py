"""`thin_revisions`: thin out old revisions, so that the history does not grow for ever."""

from __future__ import annotations

from django.core.management.base import CommandError

from articles.management.examples import CommandWithExamples
from articles.publishing.retention import Thinned, thin

PROGRESS = 100  # articles between two lines
EXAMPLES = """\
examples:
  manage.py thin_revisions --dry-run                        how many would go
  manage.py thin_revisions                                  once a week, by cron or a timer
  manage.py thin_revisions --days 30 --every hour --newest 20

What stays whatever is chosen: revisions that an edition, a milestone, an approval, a tick of a check or the reading of a
preview refers to; the newest of each article; and the one that brought the text as it now stands. It works article by
article in small transactions: it may be stopped at any time, and nobody at the desk waits for it.
"""


class Command(CommandWithExamples):
    help = (
        "Thins out old revisions. Those that were published, named, approved or otherwise referred to stay, so do the "
        "newest of each article and all young ones; of the rest, the last of each day (or hour). Safe to run again."
    )
    examples = EXAMPLES

    def add_arguments(self, parser):
        parser.add_argument("--newest", type=int, default=50, help="How many of each article always stay (50).")
        parser.add_argument("--days", type=int, default=90, help="Nothing younger than this many days goes (90).")
        parser.add_argument(
            "--every", choices=["hour", "day"], default="day", help="Of the rest, one each … stays (day)."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would go; delete nothing.")

    def handle(self, *, newest: int, days: int, every, dry_run: bool, verbosity: int, **options):
        if newest < 1:
            raise CommandError("--newest must be at least 1: the newest revision of an article always stays.")
        if not 0 <= days <= 36_500:
            raise CommandError("--days must be from 0 to 36500.")

        def say(so_far: Thinned) -> None:
            if verbosity and so_far.articles % PROGRESS == 0:
                self.stdout.write(f"{so_far.articles} articles, {so_far.dropped} revisions …")

        result = thin(newest=newest, days=days, every=every, dry_run=dry_run, progress=say)
        verb = "would go" if dry_run else "gone"
        self.stdout.write(
            f"{result.articles} articles looked at: {result.dropped} revisions {verb}, {result.kept} kept."
        )
