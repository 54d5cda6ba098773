"""`manage.py demo`: migrate, load the fixture, and make the demo newsroom around it."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.management.demo import newsroom
from articles.management.demo.accounts import logins

REFUSED = 3  # exit status: nothing failed, and nothing was touched; .ci/serve.py goes on after it


class Command(BaseCommand):
    help = (
        "Make the demo newsroom: the source document's story, sections, invented reporters, stories, pictures, comments. "
        "Running it again changes nothing. It refuses a database that holds stories of its own."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--force", action="store_true", help="add the demo to a database that holds stories of its own"
        )

    def handle(self, *args, force: bool, **options):
        call_command("migrate", verbosity=0, interactive=False)
        if newsroom.is_made():
            self.stdout.write("The demo newsroom is here already; nothing was changed.")
            self.invite({})
            return
        if (count := newsroom.own_stories()) and not force:
            raise CommandError(
                f"This database holds {count} {'story' if count == 1 else 'stories'} that the demo did not make, so nothing "
                "was touched. Run it on an empty database (another DATABASE_URL or VAR_DIR), or add the demo to this one "
                "with --force.",
                returncode=REFUSED,
            )
        made = newsroom.make(self.stdout.write)
        added = " What was here before is as it was." if count else ""
        self.stdout.write(f"The demo newsroom is ready: {made.stories} stories, {made.comments} comments.{added}")
        self.invite(made.passwords)

    def invite(self, passwords: dict[str, str]) -> None:
        """Print where to go and how to sign in. A password that is not the demo's own is printed once, when it is made."""
        self.stdout.write(f"\n  Site   {settings.SITE_URL}/\n  Admin  {settings.SITE_URL}/admin/")
        if story := newsroom.source_story_path():
            self.stdout.write(f"  Story  {settings.SITE_URL}{story}    (made of fixtures/source_document.txt)")
        self.stdout.write("")
        for login in logins(passwords):
            may = f"{login.group.lower()}: {login.may}" if login.of_the_demo else "an account of yours, left as it is"
            self.stdout.write(f"  Login  {login.username} / {login.password or 'as set before'}    ({may})")
        self.stdout.write("")
