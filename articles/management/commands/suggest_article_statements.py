"""`manage.py suggest_article_statements`: bring the suggested statements of stored articles up to their texts."""

from __future__ import annotations

from django.core.management.base import CommandError

from articles.management.examples import CommandWithExamples
from articles.models import Article
from articles.sourcing.sweep import Refreshed, resweep

EXAMPLES = """\
examples:
  manage.py suggest_article_statements --dry-run            what would come of it for every article; writes nothing
  manage.py suggest_article_statements frr2strk 8wm2kqtz    two articles, by the eight letters of their addresses
  manage.py suggest_article_statements                      every article, oldest first

Statements are found in the text again, new ones suggested, and suggestions that no longer hold taken out. What a person
decided is never changed; words that were edited since are marked as such, and a person decides. Each article that
changes gets a revision. Running it again changes nothing. Articles in other languages than English are found in their
text again and get no suggestions.
"""


class Command(CommandWithExamples):
    help = "Suggest the statements of stored articles anew: who said what. Nothing that a person decided is touched."
    examples = EXAMPLES

    def add_arguments(self, parser):
        parser.add_argument(
            "articles", nargs="*", metavar="ARTICLE", help="the eight letters of an article's address (default: all)"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it and write nothing")

    def handle(self, *args, articles, dry_run, **options):
        keys = keys_of(articles)
        changed = 0
        for number, pk in enumerate(keys, start=1):
            article = Article.objects.filter(pk=pk).first()
            if article is None:  # deleted while this was running
                continue
            outcome = resweep(article, by=None, write=not dry_run)
            changed += bool(outcome)
            if outcome or options["verbosity"] > 1:
                self.stdout.write(f"{number}/{len(keys)} {article.public_id}: {in_words(outcome)}")
        would = "would change" if dry_run else "changed"
        self.stdout.write(f"{len(keys)} {'article' if len(keys) == 1 else 'articles'} read, {changed} {would}.")


def keys_of(names: list[str]) -> list[int]:
    """The keys of the articles that were asked for, or of all, oldest first. Raises CommandError for one there is not."""
    if not names:
        return list(Article.objects.order_by("pk").values_list("pk", flat=True))
    known = dict(Article.objects.filter(public_id__in=names).values_list("public_id", "pk"))
    if missing := [name for name in names if name not in known]:
        raise CommandError(
            f"There is no article {', '.join(missing)}. Give the eight letters at the end of its address."
        )
    return [known[name] for name in dict.fromkeys(names)]


def in_words(outcome: Refreshed) -> str:
    if not outcome:
        return "as before"
    stale = f", {len(outcome.stale)} whose words were edited" if outcome.stale else ""
    return f"{len(outcome.added)} new, {outcome.dropped} taken out, {outcome.moved} moved{stale}"
