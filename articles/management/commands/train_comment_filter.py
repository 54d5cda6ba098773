"""`manage.py train_comment_filter`: learn anew from the moderators' decisions, or go back to an older filter."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from articles.comments.judging import filtering, training
from articles.comments.judging.features import VERSION
from articles.models import SpamFilter


class Command(BaseCommand):
    help = (
        "Learns from the comments that people approved and rejected, and puts the new filter into use; older ones are kept. "
        "With fewer than 200 decisions it shows its score and holds nothing. To be run nightly by cron or a timer."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--list", action="store_true", help="Say which filters there are, and stop.")
        which.add_argument("--use", type=int, metavar="N", help="Put filter N back into use; learn nothing.")
        which.add_argument("--off", action="store_true", help="Use none; learn nothing.")

    def handle(self, *, use: int | None, off: bool, **options):
        if options["list"]:
            self.show()
        elif off:
            training.use(None)
            self.stdout.write("No filter is in use.")
        elif use is not None:
            self.put_back(use)
        else:
            self.learn()

    def show(self) -> None:
        for each in SpamFilter.objects.defer("weights"):
            self.stdout.write(f"{'*' if each.in_use else ' '} {line_of(each)}")

    def put_back(self, version: int) -> None:
        try:
            chosen = training.use(version)
        except SpamFilter.DoesNotExist as error:
            raise CommandError(f"There is no filter {version}. `--list` says which there are.") from error
        if chosen and chosen.look != VERSION:
            self.stderr.write("It looks at comments in an older way and gives no score: train a new one.")
        self.stdout.write(f"In use: {chosen}")

    def learn(self) -> None:
        examples = training.decided_comments()
        try:
            made = training.keep(training.learn(examples), examples)
        except training.TooFewDecisions as error:
            raise CommandError(f"Nothing was learnt: {error}") from error
        except ImportError as error:
            raise CommandError(
                f"scikit-learn is not installed: .venv/bin/pip install scikit-learn. Only training needs it. ({error})"
            ) from error
        self.stdout.write(f"In use: {line_of(made)}")
        if made.decisions < filtering.ENOUGH:
            self.stdout.write(f"It shows its score and holds nothing before {filtering.ENOUGH} decisions.")


def line_of(each: SpamFilter) -> str:
    measured = "not measured: all decisions are on stories too few to set some aside"
    if each.recall is not None and each.false_holds is not None:
        measured = (
            f"finds {each.recall:.1%} of the rejected, holds {each.false_holds:.1%} of the approved, on other stories"
        )
    return f"filter {each.pk} of {each.created:%Y-%m-%d}, {each.decisions} decisions; {measured}"
