"""`rotate_source_keys`: seal every protected identity anew with the newest key."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from articles.sourcing import rotation, sealing


class Command(BaseCommand):
    help = (
        "Seals every protected identity with the first key of SOURCE_KEYS. When it says that all have it, the older keys "
        "can go. Safe to run again; one that does not open is named and left as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only open each and say what would change.")

    def handle(self, *, dry_run: bool, **options):
        try:
            newest, _fernet = sealing.newest()
            done = rotation.rotate(dry_run=dry_run)
        except sealing.SealingRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        verb = "would be sealed" if dry_run else "sealed"
        self.stdout.write(f"{done.resealed} {verb} with {newest}, {done.already} had it already.")
        if done.stuck:
            raise CommandError("These did not open and stay as they are:\n" + "\n".join(done.stuck))
