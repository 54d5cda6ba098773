"""What names a source elsewhere than in its own record, once it is sealed: cleared, sealed with it, or covered in the log.

Machine's readings and verified accounts are cleared; requests for removal and notes of consents are moved into the
sealed record; the log and its older names are covered. What was written in a story stays: `still_named_in` says where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from articles.publishing.models import Article, AuditEntry
from articles.sourcing.models import (
    AnonymityConsent,
    RemovalRequest,
    Source,
    SourceAddress,
    SourceName,
    Statement,
    StatementFix,
    VerifiedSource,
)
from articles.sourcing.names import folded
from articles.text.sanitise import plain_text

SHORTEST_NAME = 3  # letters; shorter ones stand in too many words to look for
# Values of the log that are the name of a source, on whatever object; the name of an inline may stand before.
NAMING = frozenset(
    {"source", "former_source", "publisher", "affiliation", "conduit", "second_conduit", "third_conduit"}
)
FORMER = gettext_lazy("(a name that no source has now)")
SEALED = gettext_lazy("(sealed with the identity)")


@sensitive_variables()
def tells(text: str, name: str) -> bool:
    """Whether `text` holds a word of `name`, whatever its spelling."""
    parts = {part for part in folded(name).split() if len(part) >= SHORTEST_NAME}
    return bool(parts & words_of(text))


def words_of(text: str) -> set[str]:
    """The folded words of a text of any length."""
    return {word for line in text.split() for word in folded(line).split()}


def forget_speakers(statements: QuerySet[Statement]) -> int:
    """Take what the machine read of who speaks from those of `statements` that are a protected source's; how many.

    Called after whatever links statements or writes them back: the text's own name beside the alias would tell. One query.
    """
    return statements.filter(source__protected=True).exclude(suggested={}).update(suggested={})


@sensitive_variables()
def told_elsewhere(source: Source, name: str) -> str:
    """Lines of what rows around `source` say of who it is, to be sealed before `clear_elsewhere` takes them away."""
    return "\n".join(_lines(source, name))


@sensitive_variables()
def _lines(source: Source, name: str) -> Iterator[str]:
    for asked in source.removal_requests.exclude(email=""):
        said = f"{asked.name}, {asked.email}: {asked.text}"
        yield _("Request for removal %d, from ") % asked.pk + said + (f" / {asked.answer}" if asked.answer else "")
    for consent in telling_consents(source, name):
        yield _("Note to a consent: ") + consent.note
    for account in source.verified_accounts.exclude(email=""):
        yield _("Checked account: ") + " ".join([account.email, account.note])


@sensitive_variables()
def telling_consents(source: Source, name: str) -> list[AnonymityConsent]:
    return [consent for consent in source.anonymity_consents.exclude(note="") if tells(consent.note, name)]


@sensitive_variables()
def clear_elsewhere(source: Source, name: str, alias: str) -> None:
    """Take away what `told_elsewhere` gave, and what the machine read. The caller has sealed it, in the same transaction."""
    forget_speakers(Statement.objects.filter(source=source))
    asked = source.removal_requests.exclude(email="")
    asked.exclude(answer="").update(answer=str(SEALED))
    asked.update(name=alias[:80], text=str(SEALED), email="")
    telling = [consent.pk for consent in telling_consents(source, name)]
    AnonymityConsent.objects.filter(pk__in=telling).update(note=str(SEALED))
    source.verified_accounts.update(email="", note=str(SEALED), revoked_at=Coalesce("revoked_at", Now()))
    rename_in_admin_log(source, alias)


def rename_in_admin_log(source: Source, alias: str) -> None:
    """Django's own log of the admin is told the alias, of the record, of those merged into it and of rows about it."""
    former = source.former_addresses.exclude(former_key=None).values_list("former_key", flat=True)
    keys = {
        Source: [source.pk, *former],
        RemovalRequest: source.removal_requests.values_list("pk", flat=True),
        VerifiedSource: source.verified_accounts.values_list("pk", flat=True),
        Statement: source.statements.values_list("pk", flat=True),
    }
    for model, rows in keys.items():
        seen = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
        seen.filter(object_id__in=[str(key) for key in rows]).update(object_repr=alias)


@sensitive_variables()
def still_named_in(source: Source, name: str) -> list[Article]:
    """The stories in which words of `source` stand and whose working copy holds a word of `name`. Reads their texts."""
    said = Q(source=source) | Q(conduit=source) | Q(second_conduit=source) | Q(third_conduit=source)
    stories = Article.objects.filter(pk__in=Statement.objects.filter(said).values("article_id")).order_by("pk")
    texts = ("headline", "kicker", "standfirst", "unverified", "how_reported")
    return [
        story
        for story in stories.iterator()
        if tells(" ".join([*(getattr(story, field) for field in texts), plain_text(story.body)]), name)
    ]


# --- the audit log, which nobody can change, is covered where it is shown ------------------------------------------------


def sealed(way: str = "") -> Q:
    """The condition of a source that the log covers, reached by `way`: also once its protection ended, while it is sealed."""
    return Q(**{f"{way}protected": True}) | Q(**{f"{way}identity__isnull": False})


def covered_rows() -> dict[str, list[QuerySet]]:
    """By kind of object, the rows whose entries are shown under the alias and without values: `covered_key`, `shown_as`."""

    def under(rows: QuerySet, key: str, way: str) -> QuerySet:
        found = rows.filter(sealed(way)).order_by()
        return found.annotate(covered_key=F(key), shown_as=F(f"{way}name")).values_list("covered_key", "shown_as")

    merged = SourceAddress.objects.exclude(former_key=None)
    return {
        "source": [under(Source.objects.all(), "pk", ""), under(merged, "former_key", "source__")],
        "statement": [under(Statement.objects.all(), "pk", "source__")],
        "statementfix": [under(StatementFix.objects.all(), "pk", "statement__source__")],
        "verifiedsource": [under(VerifiedSource.objects.all(), "pk", "source__")],
        "removalrequest": [under(RemovalRequest.objects.all(), "pk", "source__")],
    }


def cover_former_names(entries: Iterable[AuditEntry]) -> None:
    """Withhold from these instances each name of a source that no source goes by now, and the note beside it. One query.

    Such a name is one that was sealed, or given up for another reason: the log does not tell the two apart.
    """
    found = [
        (entry, side, key)
        for entry in entries
        for side in (entry.before, entry.after)
        for key in side
        if key.rpartition(": ")[2] in NAMING and isinstance(side[key], str) and folded(side[key])
    ]
    if not found:
        return
    wanted = {folded(side[key]) for _entry, side, key in found}
    known = set(SourceName.objects.filter(key__in=wanted).values_list("key", flat=True))
    for entry, side, key in found:
        if folded(side[key]) not in known and not side[key].isdecimal():
            side[key] = str(FORMER)
            entry.note = str(FORMER) if entry.note else ""
