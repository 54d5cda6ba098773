"""Importing: bytes in; an article with its publisher, its comments and the bytes themselves out. All of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing.document import ReadArticle, ReadDocument, Status, Warning_
from articles.importing.earlier import same_bytes, same_words
from articles.importing.models import ImportedDocument
from articles.importing.readers import read_document
from articles.importing.report import report_of, text_digest
from articles.importing.writing import write_article
from articles.publishing import audit, revisions, workflow
from articles.publishing.checks.ticks import EVERY_WARNING
from articles.publishing.models import Article, Edition, Section
from articles.publishing.models.article import Stage
from articles.sourcing import sweep
from articles.text.sanitise import clean_text

MAX_BYTES = 5 * 1024 * 1024  # a long book; reading takes time in proportion to the size
WORKING_HEADLINE = "no-headline"
# Warnings that ask for a glance; alone they do not put a document into review.
NOTES = frozenset(
    {
        "wrapped-lines",
        "double-encoding",
        "damaged-encoding",
        "guessed-encoding",
        "lost-characters",
        "comments-wait",
    }
)

# Sent inside the transaction with `document` and `article`, after all rows are written and before the first revision
# is recorded: whoever adds to a new article (sources, statements) does it here. A receiver that raises undoes the import.
document_imported = Signal()


@dataclass(frozen=True)
class ImportResult:
    """What became of a document.

    `articles` is what was read, whatever happened to it. `article` is the working copy that holds it (None when the
    document was rejected or is held), `edition` what readers see of it now. `already`: these bytes had come in before
    and nothing was changed. `reason` says why a document was rejected, "" otherwise.
    """

    status: Status
    warnings: list[Warning_]
    articles: list[ReadArticle]
    article: Article | None = None
    edition: Edition | None = None
    document: ImportedDocument | None = None
    already: bool = False
    reason: str = ""
    reading: ReadDocument | None = None


def import_bytes(
    raw: bytes,
    *,
    file_name: str,
    by: User | None,
    publish: bool = False,
    section: Section | None = None,
) -> ImportResult:
    """Import one document.

    `by` is the user, or None for an operator at the command line. Without a `section` it goes to “News”, which is made
    when missing. Raises PermissionDenied. One transaction; the section's row is locked, so imports queue up and two at
    once cannot both find that a text is new.
    """
    result = examine(raw, file_name=file_name)
    if result.reading is None or result.status == "rejected":
        return result
    workflow.require(by, "articles.add_importeddocument")
    workflow.require(by, "articles.add_article")
    if earlier := same_bytes(result.reading.sha256):
        return _already(result, earlier)
    try:
        with transaction.atomic():
            return _write(result, raw, file_name=file_name, by=by, publish=publish, section=section)
    except IntegrityError:
        if earlier := same_bytes(result.reading.sha256):
            return _already(result, earlier)
        raise


def examine(raw: bytes, *, file_name: str) -> ImportResult:
    """What the reader makes of the bytes. No database."""
    if len(raw) > MAX_BYTES:
        reason = _(
            "The document is larger than %d MB, the most that can be imported. Save each story as a file of its own."
        )
        reason %= MAX_BYTES // 1024 // 1024
        return ImportResult("rejected", [Warning_("too-large", reason)], [], reason=reason)
    reading = read_document(raw, name=file_name)
    result = ImportResult(reading.status, list(reading.warnings), list(reading.articles), reading=reading)
    if reading.status == "rejected":
        return replace(result, reason=" ".join(warning.message for warning in reading.warnings))
    return result


def foresee(raw: bytes, *, file_name: str) -> ImportResult:
    """What importing the bytes would come to now. Reads what came in before, writes nothing."""
    result = examine(raw, file_name=file_name)
    if result.reading is None or result.status == "rejected":
        return result
    if earlier := same_bytes(result.reading.sha256):
        return _already(result, earlier)
    if hold := reason_to_hold(result):
        return replace(result, status="needs_review", warnings=_with(result, hold))
    return result


def _write(
    result: ImportResult,
    raw: bytes,
    *,
    file_name: str,
    by: User | None,
    publish: bool,
    section: Section | None,
) -> ImportResult:
    locked = Section.objects.select_for_update(no_key=True).get(pk=(section or default_section()).pk)
    if earlier := same_bytes(_reading(result).sha256):
        return _already(result, earlier)
    if hold := reason_to_hold(result):
        held = replace(result, status="needs_review", warnings=_with(result, hold))
        document = _keep(held, raw, file_name, by, article=None)
        audit.record(by, "hold", document, after={"status": document.status}, note=hold.message)
        return replace(held, document=document)
    stage = stage_for(result, publish=publish)
    article, cut = write_article(result.articles[0], section=locked, stage=stage)
    result = replace(result, article=article, warnings=_with(result, *cut))
    document = _keep(result, raw, file_name, by, article=article)
    document_imported.send(sender=ImportedDocument, document=document, article=article)
    revisions.record(article, user=by, note=_("Imported from %s") % document)
    audit.record(by, "import", article, after={"document": document.pk, "status": document.status})
    result = replace(result, document=document)
    return _publish(result, article, by) if publish else result


def reason_to_hold(result: ImportResult) -> Warning_ | None:
    """Why a readable document must not become an article by itself; None when it may. Reads earlier documents."""
    if len(result.articles) != 1:
        message = _("It holds %d articles, so none was made. Save each as a file of its own and import those.")
        return Warning_("held-several", message % len(result.articles))
    if twin := same_words(text_digest(_reading(result))):
        message = _("The text is that of article %(number)s, “%(headline)s”, imported before. No second one was made.")
        return Warning_("looks-like", message % {"number": twin.article_id, "headline": twin.article})
    return None


def needs_a_person(result: ImportResult) -> bool:
    """Whether the document is in review for more than its working headline."""
    codes = {warning.code for warning in result.warnings}
    return result.status != "imported" and codes - NOTES != {WORKING_HEADLINE}


def stage_for(result: ImportResult, *, publish: bool) -> Stage:
    if publish and not needs_a_person(result):
        return Stage.READY
    return Stage.IN_EDIT if result.status == "imported" else Stage.DRAFT


def default_section() -> Section:
    """The section for documents that name none: the one at `/news/`, else the one called News, else a new one."""
    return find_default_section() or Section.objects.get_or_create(slug="news", defaults={"name": "News"})[0]


def find_default_section() -> Section | None:
    return Section.objects.filter(slug="news").first() or Section.objects.filter(name__iexact="News").first()


def _keep(
    result: ImportResult, raw: bytes, file_name: str, by: User | None, *, article: Article | None
) -> ImportedDocument:
    reading = _reading(result)
    return ImportedDocument.objects.create(
        article=article,
        digest=reading.sha256,
        text_digest=text_digest(reading),
        file_name=" ".join(clean_text(file_name).splitlines())[:255],
        content=raw,
        size=len(raw),
        encoding=reading.encoding,
        status=result.status if article else ImportedDocument.Status.HELD,
        report=report_of(replace(reading, warnings=result.warnings)),
        received_by=by,
    )


def _publish(result: ImportResult, article: Article, by: User | None) -> ImportResult:
    """Publish unless a person must look first. A refusal leaves the article imported, with a warning that says why.

    Whoever asks for an import that publishes lets every warning of the pre-publish checks pass (an agency's copy has no
    standfirst); they are kept under that person's name. Errors still block. Quotations nobody has decided on are waived in
    that person's name as received: they are the agency's, and readers are told that we did not check them.
    """
    if article.stage != Stage.READY:
        message = _("Not published: the document needs review first. Publish it from the desk once it is right.")
        return replace(result, warnings=_with(result, Warning_("not-published", message)))
    try:
        # A savepoint: a refusal, however far it came, undoes the publishing and keeps the import.
        with transaction.atomic():
            sweep.waive_unlinked(article, by=by, reason=str(sweep.AS_RECEIVED))
            edition = workflow.publish(article, by=by, acknowledged=EVERY_WARNING)
    except (workflow.WorkflowRefused, PermissionDenied) as refusal:
        message = _("Not published: %s") % refusal
        return replace(result, warnings=_with(result, Warning_("not-published", message)))
    return replace(result, edition=edition)


def _already(result: ImportResult, document: ImportedDocument) -> ImportResult:
    """The result for bytes that had come in before: status and article as then, the live edition, nothing changed."""
    day = timezone.localtime(document.received).date().isoformat()
    if document.article is None:
        message = _("Already imported on %s and held, without an article; nothing was changed.") % day
    else:
        message = _("Already imported on %(day)s as “%(headline)s”; nothing was changed.") % {
            "day": day,
            "headline": document.article,
        }
    held = document.status == ImportedDocument.Status.HELD
    return replace(
        result,
        status="needs_review" if held or document.status == ImportedDocument.Status.NEEDS_REVIEW else "imported",
        warnings=_with(result, Warning_("already-imported", message)),
        article=document.article,
        edition=document.article.editions.live().first() if document.article else None,
        document=document,
        already=True,
    )


def _with(result: ImportResult, *more: Warning_) -> list[Warning_]:
    return [*result.warnings, *more]


def _reading(result: ImportResult) -> ReadDocument:
    if result.reading is None:
        raise TypeError("Only a document that was read can be written.")
    return result.reading
