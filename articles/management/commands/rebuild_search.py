"""`rebuild_search`: make the search index anew from the editions."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from articles.search.rebuilding import Outcome, rebuild


class Command(BaseCommand):
    help = "Makes the search index anew from all editions, while the site runs. Needed only after editions were loaded past Django."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change; write nothing.")
        parser.add_argument("--database", default="default", help="Which database, when there are several.")

    def handle(self, *, dry_run: bool, database: str, verbosity: int, **options):
        def say(outcome: Outcome) -> None:
            if verbosity:
                share = 100 * outcome.indexed // max(outcome.total, outcome.indexed, 1)
                self.stdout.write(f"{outcome.indexed} of {outcome.total} editions, {share} % …")

        outcome = rebuild(using=database, dry_run=dry_run, progress=say)
        verb = "would be indexed" if dry_run else "indexed"
        dropped = "would be dropped" if dry_run else "dropped"
        self.stdout.write(
            f"{outcome.indexed} editions {verb}, {outcome.missing} of them missing from the index; "
            f"{outcome.orphans} entries of no edition {dropped}."
        )
