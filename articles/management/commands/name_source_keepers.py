"""`name_source_keepers`: say who may see a sealed identity, when none of those named is there any more."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from articles.publishing.steps import WorkflowRefused
from articles.sourcing import identities
from articles.sourcing.models import Source


class Command(BaseCommand):
    help = "Says who may see the sealed identity of a source, in place of those named now. It stands in the audit log."

    def add_arguments(self, parser):
        parser.add_argument("source", help="The address of the source: the last word of /admin/… or /sources/<slug>/.")
        parser.add_argument("keepers", nargs="+", metavar="USERNAME")

    def handle(self, *, source: str, keepers: list[str], **options):
        found = Source.objects.filter(slug=source).first()
        if found is None:
            raise CommandError(f"There is no source with the address “{source}”.")
        people = list(User.objects.filter(username__in=keepers, is_active=True))
        if missing := sorted(set(keepers) - {person.username for person in people}):
            raise CommandError(f"There is no active account called {', '.join(missing)}. Nothing was changed.")
        try:
            identities.name_keepers(found, keepers=people, by=None)
        except WorkflowRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{', '.join(sorted(keepers))} may now see who “{found}” is.")
