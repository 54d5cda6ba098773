"""Stages of the working copy: which moves a person may make, by the table of StageMove, and the verb that makes one."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from articles.publishing import audit, rights
from articles.publishing.models import Article, StageMove
from articles.publishing.models.article import Stage
from articles.publishing.workflow import WorkflowRefused, lock


def targets_of(stage: str, by: User | None) -> list[Stage]:
    """The stages to which `by` may move a story that stands at `stage`, in the order of the work. One query.

    Superusers and an operator at the command line (None) are free.
    """
    others = [target for target in Stage if target != stage]
    if by is None or by.is_superuser:
        return others
    rows = StageMove.objects.filter(from_stage=stage, group__user=by).order_by()
    allowed = set(rows.values_list("to_stage", flat=True))
    return [target for target in others if target in allowed]


def with_moves(articles: QuerySet[Article], by: User) -> QuerySet[Article]:
    """`articles`, each with the moves of `by` from where it stands, for `moves_of`; without a query of its own."""
    rows = StageMove.objects.filter(from_stage=OuterRef("stage"), group__user=by).order_by()
    return articles.annotate(**{f"may_{stage}": Exists(rows.filter(to_stage=stage)) for stage in Stage})


def moves_of(article: Article, by: User) -> list[Stage]:
    """`targets_of` the article's stage; no query for one that comes from `with_moves`."""
    if by.is_superuser or not hasattr(article, f"may_{Stage.PITCH}"):
        return targets_of(article.stage, by)
    return [stage for stage in Stage if stage != article.stage and getattr(article, f"may_{stage}")]


def in_words(article: Article) -> str:
    """Where the story stands: of one that comes from `with_live_state` and is live, “live”, and whether it is in edit again.

    What else a live story's working copy was before it was published is no news; withdrawn, it stands there again.
    """
    stage = Stage(article.stage)
    if not getattr(article, "live_since", None):
        return str(stage.label)
    return _("live, in edit") if stage == Stage.IN_EDIT else _("live")


def move(article: Article, to: str, *, by: User | None) -> Article:
    """Set the stage of `article` to `to`; the article as it then stands. Locks the row and counts its version on.

    To where it stands already nothing happens. Raises PermissionDenied without the right to change the article, and
    WorkflowRefused, naming what is allowed, when no group of `by` has the move.
    """
    rights.require_permission(by, "articles.change_article", article)
    with transaction.atomic():
        locked = lock(article)
        if to == locked.stage:
            return locked
        allowed = targets_of(locked.stage, by)
        if to not in allowed:
            raise WorkflowRefused(refusal(locked.stage, to, allowed))
        before, locked.stage = locked.stage, Stage(to)
        locked.save(update_fields=["stage", "modified"])
        audit.record(by, "move", locked, before={"stage": before}, after={"stage": to})
    return locked


def refusal(stage: str, to: str, allowed: list[Stage]) -> str:
    """Why the move is refused and which ones are not."""
    labels = dict(Stage.choices)
    refused = _("You may not move it from “%(stage)s” to “%(to)s”.") % {
        "stage": labels.get(stage, stage),
        "to": labels.get(to, to),
    }
    return f"{refused} {allowed_in_words(allowed)}"


def refusal_of_any(stage: str, allowed: list[Stage]) -> str:
    """The same when it is not known, or no stage at all, to which it was to be moved."""
    refused = _("You may not move it there from “%s”.") % dict(Stage.choices).get(stage, stage)
    return f"{refused} {allowed_in_words(allowed)}"


def allowed_in_words(allowed: list[Stage]) -> str:
    if not allowed:
        return _("None of your groups may move it from there; ask an editor.")
    return _("You may move it to: %s.") % ", ".join(f"“{target.label}”" for target in allowed)
