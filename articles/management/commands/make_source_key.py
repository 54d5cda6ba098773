"""`make_source_key`: print a new key for SOURCE_KEYS."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from articles.sourcing import sealing


class Command(BaseCommand):
    help = (
        "Prints a new key that seals who protected sources are. Put it first in SOURCE_KEYS (keys are parted by commas), "
        "keep the older ones behind it, and keep a copy where the backups are not: without it nothing sealed can be read."
    )
    requires_system_checks = []

    def handle(self, **options):
        key = sealing.make_key()
        self.stderr.write(f"Its name is {sealing.key_id(key)}. Put the line below first in SOURCE_KEYS:")
        self.stdout.write(key)
