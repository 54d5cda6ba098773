"""`manage.py import_document`: parse the command line, import each document, print what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.db import OperationalError, connection

from articles.importing.document import Warning_
from articles.importing.files import Named, named_documents
from articles.importing.importer import MAX_BYTES, ImportResult, examine, foresee, import_bytes
from articles.importing.report import article_json
from articles.management.examples import CommandWithExamples
from articles.models import ImportedDocument, Section

EXAMPLES = """\
examples:
  manage.py import_document story.txt --dry-run        what would come of it; writes nothing, works without a database
  manage.py import_document story.txt --publish        import it and publish it at once
  manage.py import_document 'inbox/*.txt' --section world
  manage.py import_document inbox/                     every .txt file in the folder and below
  pdftotext report.pdf - | manage.py import_document - --json

A document becomes a working copy at the desk, with its publisher as a source, the comments printed under it, and the
original bytes. What is not in it is not invented: without a headline it gets a working one and needs review. A file of
several stories is held, and nothing is made of it. Importing the same bytes again changes nothing.

Exit status: 0 when no document was rejected, else 1, with the reasons on standard error.
"""


BringIn = Callable[..., ImportResult]  # (raw, *, file_name)


class Command(CommandWithExamples):
    help = "Import documents (plain text, any encoding) as articles."
    examples = EXAMPLES

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="a file, a folder, a quoted pattern, or - for standard input"
        )
        parser.add_argument("--publish", action="store_true", help="publish what needs no review but a headline")
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it and write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--section", metavar="SLUG", help="the section to put articles in (default: news)")
        parser.add_argument("--by", metavar="USERNAME", help="the account that imports, with its rights")

    def handle(self, *args, files, publish, dry_run, section, by, **options):
        documents = named_documents(files)
        bring_in = self.foreseeing() if dry_run else importing(by=by, section=section, publish=publish)
        results: dict[str, ImportResult] = {}
        try:
            for number, document in enumerate(documents, start=1):
                result = results[document.key] = import_one(document, bring_in)
                if len(documents) > 1:
                    self.stderr.write(f"{number}/{len(documents)} {document.key}: {result.status}", self.style.NOTICE)
                if not options["json"]:
                    self.stdout.write(described(document.key, result, dry_run=dry_run))
        except PermissionDenied as refusal:
            raise CommandError(f"{by}: {refusal}") from refusal
        if options["json"]:
            self.stdout.write(
                json.dumps({"documents": {key: as_json(result) for key, result in results.items()}}, indent=1)
            )
        self.conclude(results, dry_run=dry_run)

    def foreseeing(self) -> BringIn:
        """A dry run's way with a document: compared with what came in before where there is a database to ask."""
        if tables_are_there():
            return foresee
        self.stderr.write("There is no database to ask, so this does not say what was imported before.")
        return examine

    def conclude(self, results: dict[str, ImportResult], *, dry_run: bool) -> None:
        """Print the summary, and fail when something was rejected."""
        if len(results) > 1:
            self.stderr.write(("Dry run, nothing was written. " if dry_run else "") + summary(results))
        rejected = [f"{key}: {result.reason}" for key, result in results.items() if result.status == "rejected"]
        if rejected:
            raise CommandError("\n".join(rejected))


def importing(*, by: str | None, section: str | None, publish: bool) -> BringIn:
    require_tables()
    return partial(import_bytes, by=account(by), section=section_named(section), publish=publish)


def import_one(document: Named, bring_in: BringIn) -> ImportResult:
    """Bring in one named document; a file that cannot be read is rejected with the system's reason."""
    try:
        if document.problem:
            raise FileNotFoundError(document.problem)
        raw = document.read(MAX_BYTES)
    except OSError as error:
        reason = f"{document.path or 'standard input'} cannot be read: {error.strerror or error}"
        return ImportResult("rejected", [Warning_("unreadable", reason)], [], reason=reason)
    return bring_in(raw, file_name=document.file_name)


def has_tables() -> bool:
    return ImportedDocument._meta.db_table in connection.introspection.table_names()


def tables_are_there() -> bool:
    """Whether earlier documents can be asked for. Makes no database where there is none, as connecting to SQLite would."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    try:
        return has_tables()
    except OperationalError:
        return False


def require_tables() -> None:
    try:
        ready = has_tables()
    except OperationalError as error:
        raise CommandError(f"The database does not answer: {error}") from error
    if not ready:
        raise CommandError("The database has no tables yet. Run `python manage.py migrate` or `make run` first.")


def account(username: str | None):
    if username is None:
        return None
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account “{username}”.")
    return user


def section_named(slug: str | None) -> Section | None:
    if slug is None:
        return None
    section = Section.objects.filter(slug=slug).first()
    if section is None:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no section “{slug}”. Sections: {known}.")
    return section


def as_json(result: ImportResult) -> dict[str, Any]:
    """What the outside interface promises of one document; the address is given when readers can reach it."""
    url = settings.SITE_URL + result.edition.path if result.edition else None
    return {
        "status": result.status,
        "warnings": [warning.message for warning in result.warnings],
        "articles": [article_json(article, url=url) for article in result.articles],
    }


def fate(result: ImportResult) -> str:
    if result.already:
        return "had been imported before"
    if result.status != "needs_review":
        return result.status
    held = len(result.articles) != 1 or "looks-like" in {warning.code for warning in result.warnings}
    return "held for review, without an article" if held else "imported for review"


def described(key: str, result: ImportResult, *, dry_run: bool) -> str:
    """A few lines for people about one document."""
    lines = [f"{key}: {'would be ' if dry_run and not result.already else ''}{fate(result)}"]
    for article in result.articles:
        working = " (working headline)" if article.headline_is_working else ""
        date = article.date.isoformat() if article.date else "none given"
        lines += [
            f"  headline    {article.headline}{working}",
            f"  publisher   {article.publisher or 'none given'}; byline {article.byline or 'none given'}; date {date}",
            f"  holds       {len(article.paragraphs)} paragraphs, {len(article.comments)} comments",
        ]
    if result.reading and result.reading.leftovers:
        lines.append(f"  left out    {len(result.reading.leftovers)} lines that are neither text nor field nor comment")
    lines += [f"  note        {warning.message}" for warning in result.warnings]
    if result.edition:
        lines.append(f"  public at   {settings.SITE_URL}{result.edition.path}")
    return "\n".join(lines)


def summary(results: dict[str, ImportResult]) -> str:
    statuses = [result.status for result in results.values()]
    already = sum(result.already for result in results.values())
    return (
        f"{len(statuses)} documents: {statuses.count('imported')} imported, {statuses.count('needs_review')} need review, "
        f"{statuses.count('rejected')} rejected" + (f"; {already} had been imported before." if already else ".")
    )
