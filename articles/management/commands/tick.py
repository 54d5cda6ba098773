"""`manage.py tick`: announce what went live or ended. To be run every minute by cron or a timer."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from articles.desk import clockwork


class Command(BaseCommand):
    help = (
        "Announce stories that went live or ended since the last run: purge pages, send notices. Nothing readers see waits "
        "for it. Safe to run twice and in parallel. Exit status 1 when an announcement failed; the next run tries again."
    )

    def handle(self, *args, **options):
        tick = clockwork.run()
        for failure in tick.failures:
            self.stderr.write(f"{failure['event']}: “{failure['headline']}” ({failure['article']}): {failure['error']}")
        self.stdout.write(f"{tick.announced} announced, {len(tick.failures)} failed.")
        if tick.failures:
            raise SystemExit(1)
