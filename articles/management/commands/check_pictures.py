"""`manage.py check_pictures`: compare the library with its files, each night."""

from django.core.management.base import BaseCommand

from articles.pictures.looking_after import look_for_files, name_fingerprints
from articles.pictures.removal import orphans


class Command(BaseCommand):
    help = (
        "Compare the picture library with its files. Pictures whose file is missing are noted, so that pages leave them "
        "out and the desk says so; one whose file came back is shown again. Files that belong to no picture are deleted. "
        "Example: manage.py check_pictures --dry-run"
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done and do nothing.")

    def handle(self, *, dry_run, **options):
        lost, found = look_for_files(dry_run=dry_run)
        for picture in lost:
            self.stdout.write(f"missing: {picture.master.name} (no. {picture.pk}, “{picture.title}”)")
        for picture in found:
            self.stdout.write(f"there again: {picture.master.name} (no. {picture.pk}, “{picture.title}”)")
        named = 0 if dry_run else name_fingerprints()
        count = 0
        for orphan in orphans():
            count += 1
            self.stdout.write(f"{'would delete' if dry_run else 'deleted'}: {orphan.name}")
            if not dry_run:
                orphan.storage.delete(orphan.name)
        self.stdout.write(
            f"{len(lost)} missing, {len(found)} there again, {named} fingerprints made, {count} files without a picture."
        )
