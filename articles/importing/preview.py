"""Before anything is written: what a document holds, and in plain sentences what importing it would do."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importing.document import ReadArticle
from articles.importing.earlier import same_bytes
from articles.importing.importer import ImportResult, examine, find_default_section, reason_to_hold
from articles.importing.models import ImportedDocument
from articles.importing.publishers import find_publisher
from articles.importing.writing import known_author
from articles.publishing.models import Section
from articles.sourcing.suggesting import suggest
from articles.sourcing.sweep.refresh import reads


@dataclass(frozen=True)
class Preview:
    """`fate` says what importing would do, a sentence each; `earlier` is the document when these bytes are known."""

    result: ImportResult
    fate: list[str] = field(default_factory=list)
    earlier: ImportedDocument | None = None

    @property
    def may_import(self) -> bool:
        return self.result.status != "rejected" and self.earlier is None


def preview(raw: bytes, *, file_name: str, section: Section | None) -> Preview:
    """What would come of these bytes now. Reads sources, authors and earlier documents; writes nothing."""
    result = examine(raw, file_name=file_name)
    if result.status == "rejected" or result.reading is None:
        return Preview(result, [_("Nothing would be imported."), result.reason])
    if earlier := same_bytes(result.reading.sha256):
        when = _("Exactly these bytes were imported before; importing them again changes nothing.")
        return Preview(result, [when], earlier)
    if hold := reason_to_hold(result):
        kept = _("The document would be kept, and no article would be made of it.")
        return Preview(result, [kept, hold.message])
    return Preview(result, list(_fate_of(result.articles[0], result, section)))


def _fate_of(article: ReadArticle, result: ImportResult, section: Section | None):
    yield _("A working copy would be made in the section “%s”. Readers see nothing of it until it is published.") % (
        section or find_default_section() or "News"
    )
    if result.status == "needs_review":
        yield _("It would be a draft, for review.")
    if article.publisher:
        known = find_publisher(article.publisher)
        yield (
            _("Its publisher is the source “%s”, which is known.") % known
            if known
            else _("Its publisher “%s” would become a new source.") % article.publisher
        )
    if article.byline:
        author = known_author(article.byline)
        yield (
            _("It would be signed by the author %s, who has a page here.") % author
            if author
            else _("Its byline would be kept as printed: “%s”.") % article.byline
        )
    yield _attributions_of(article)
    if count := len(article.comments):
        yield (
            ngettext(
                "%d comment would come with it, approved unless the rules for comments let it wait.",
                "%d comments would come with it, approved unless the rules for comments let them wait.",
                count,
            )
            % count
        )


def _attributions_of(article: ReadArticle) -> str:
    """How many statements the sweep would have to offer."""
    if not reads(article.language, article.direction):
        return _("Who said what is not read in this language: statements would be marked by hand.")
    count = len(suggest([one.text if one.kind == "text" else "" for one in article.paragraphs]))
    return (
        ngettext(
            "%d attribution was found in it, to be accepted in the sweep of the article.",
            "%d attributions were found in it, to be accepted in the sweep of the article.",
            count,
        )
        % count
    )
