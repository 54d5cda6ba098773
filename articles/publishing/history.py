"""The history of an article: its revisions page by page, one restored, one named. Lists load no content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.publishing import audit, conflicts, revisions, rights
from articles.publishing.models import Article, Edition, Milestone, Revision, Topic
from articles.publishing.parts import no_longer_there
from articles.publishing.workflow import WorkflowRefused

PAGE = 50
# Where the work stands, not what the story says: an old text must not lift a hold, an embargo or an assignment.
NOT_RESTORED = frozenset(
    "stage embargo_until reporter_id editor_id due wanted_length planned_for legal_hold not_for_publication".split()
)


@dataclass(frozen=True)
class Line:
    """One revision in the list. `editions` are those made of it, `live` whether readers see one of them now."""

    revision: Revision
    milestone: str
    editions: list[int]
    live: bool


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    older: int | None  # give it as `before` for the next page


def page_of(article: Article, before: int | None = None, *, size: int = PAGE) -> Page:
    """The newest revisions, or those older than number `before`. Two queries, none of which reads a content."""
    rows = article.revisions.select_related("user", "milestone").defer("content").order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: size + 1])
    shown = found[:size]
    now = timezone.now()
    editions: dict[int, list[Edition]] = {}
    columns = ("pk", "revision_id", "number", "live_from", "live_until")
    for edition in Edition.objects.filter(revision__in=shown).order_by("number").only(*columns):
        editions.setdefault(edition.revision_id, []).append(edition)
    lines = [
        Line(
            revision,
            revision.milestone.name if hasattr(revision, "milestone") else "",
            [edition.number for edition in editions.get(revision.pk, [])],
            any(edition.is_live(now) for edition in editions.get(revision.pk, [])),
        )
        for revision in shown
    ]
    return Page(lines, shown[-1].number if len(found) > size else None)


def restore(
    article: Article, revision: Revision, *, by: User | None, version: int | None
) -> tuple[Revision, list[str]]:
    """Make the working copy what `revision` held, rows and topics too; gives the new revision and what was left out.

    `version` is the one the decision was made at. What stands now is recorded first, so nothing is lost. Where the work
    stands (NOT_RESTORED) stays. Locks the article. Raises PermissionDenied, or WorkflowRefused when it changed since.
    """
    rights.require(by, "restore_revision", article)
    with transaction.atomic():
        try:
            locked = conflicts.lock_at(article.pk, version)
        except conflicts.Stale as stale:
            raise WorkflowRefused(
                _("The article was changed in the meantime, so nothing was restored. Look at it again first.")
            ) from stale
        rights.require(by, "restore_revision", locked)
        former = revisions.record(locked, user=by, note=_("As it stood before a restore."))
        left_out = _set_columns(locked, revision.content, by)
        locked.save()
        left_out += _set_topics(locked, revision.content.get("topics") or [])
        for name, part in revisions.parts().items():
            if name in revision.content:
                left_out += part.restore(locked, revision.content[name], by)
        made = revisions.record(locked, user=by, note=_("Restored from revision %d.") % revision.number)
        audit.record(
            by,
            "restore_revision",
            locked,
            before={"revision": former.number},
            after={"revision": made.number, "restored": revision.number},
            note=" ".join(left_out),
        )
    return made, left_out


def _set_columns(article: Article, content: dict[str, Any], by: User | None) -> list[str]:
    """Write what `content` holds on the instance; a sentence for each relation that is no longer there."""
    left_out = []
    for name in revisions.FIELDS:
        if name not in content or name in NOT_RESTORED:
            continue
        column: Any = Article._meta.get_field(name)
        value = column.to_python(content[name])
        if column.is_relation and value is not None:
            if not column.related_model._base_manager.filter(pk=value).exists():
                label = capfirst(str(column.verbose_name))
                left_out.append(_("%(what)s: %(who)s.") % {"what": label, "who": no_longer_there(value)})
                value = None if column.null else getattr(article, name)
            if name == "section_id" and not rights.covers(by, value):
                left_out.append(_("Section: the story stays where it is; the old section is not one of yours."))
                value = article.section_id
        setattr(article, column.attname, value)
    return left_out


def _set_topics(article: Article, keys: list[int]) -> list[str]:
    known = {topic.pk: topic for topic in Topic.objects.filter(pk__in=keys)}
    article.topics.set(known.values())
    return [_("A topic was left out: %s.") % no_longer_there(key) for key in keys if key not in known]


def name_milestone(revision: Revision, *, name: str, by: User | None) -> Milestone:
    """Give a revision a name, or another one. Raises PermissionDenied, WorkflowRefused for an empty name."""
    rights.require(by, "name_milestone", revision.article)
    name = " ".join(name.split())[:120]
    if not name:
        raise WorkflowRefused(_("Give the milestone a name, such as “as sent to the lawyers”."))
    with transaction.atomic():
        Article.objects.select_for_update(of=("self",)).get(pk=revision.article_id)
        milestone = Milestone.objects.filter(revision=revision).first() or Milestone(revision=revision)
        former = milestone.name
        milestone.name, milestone.user = name, by
        milestone.save()
        audit.record(
            by,
            "name_milestone",
            revision.article,
            before={"revision": revision.number, "milestone": former},
            after={"milestone": name},
        )
    return milestone
