"""`manage.py dump_fixture`: make `fixtures/newsroom.json` anew from the source document."""

from __future__ import annotations

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.management.fixture import NotEmpty, fixture_path, fresh_fixture

ADVICE = (
    "The fixture is made in an empty database, and this one holds rows. Name a new folder for it:\n"
    "  VAR_DIR=$(mktemp -d) DEBUG=1 python manage.py dump_fixture"
)


class Command(BaseCommand):
    help = "Import the source document into an empty database and write what comes of it to fixtures/newsroom.json."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        try:
            content = fresh_fixture()
        except NotEmpty as refusal:
            raise CommandError(ADVICE) from refusal
        path = fixture_path()
        unchanged = path.exists() and path.read_text(encoding="utf-8") == content
        path.write_text(content, encoding="utf-8")
        self.stdout.write(f"{path}: {'as before' if unchanged else 'written'}")
