"""`manage.py check_comment_counts`: counts of comments against a recount; exit status 1 when one was wrong."""

from __future__ import annotations

import sys

from django.core.management.base import BaseCommand, CommandError

from articles.comments.discussions import counts
from articles.models import Article

SHOWN = 50  # lines of differences; more of them have one cause


class Command(BaseCommand):
    help = (
        "Compare every kept count of comments (comments and threads of a story, answers of a thread, recommendations, "
        "open reports) with a recount, and say which differ. Changes nothing unless --mend is given. Exit status 0 when "
        "all agree or were mended, 1 when some differ. Meant to be run each night: `manage.py check_comment_counts` in a "
        "timer whose failure somebody hears of. A difference is a fault of the program: report it, then run with --mend."
    )

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="Set each wrong count right.")
        parser.add_argument("--article", type=int, metavar="ID", help="Look at the conversation under this story only.")

    def handle(self, *, mend: bool, article: int | None, **options):
        if article is not None and not Article.objects.filter(pk=article).exists():
            raise CommandError(f"There is no story with the number {article}.")
        ours = None if article is None else [article]
        found = counts.mend(ours) if mend else list(counts.differences(ours))
        for each in found[:SHOWN]:
            where = f"comment {each.comment}" if each.comment else "conversation"
            self.stdout.write(f"story {each.article}, {where}: {each.column} is {each.kept}, counted {each.counted}")
        if len(found) > SHOWN:
            self.stdout.write(f"and {len(found) - SHOWN} more")
        if not found:
            self.stdout.write("Every count of comments agrees with a recount.")
        elif mend:
            self.stdout.write(f"Mended: {len(found)}.")
        else:
            self.stderr.write(f"Wrong: {len(found)}. Run with --mend to set them right.")
            sys.exit(1)
