"""Appeals against statements of reasons (Article 20 of the Digital Services Act): taken in once, decided by another person."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.comments import moderation
from articles.comments.desk import standing
from articles.comments.desk.models import StatementOfReasons
from articles.comments.discussions import counts
from articles.comments.models import Comment
from articles.publishing import audit, rights
from articles.publishing.models import SectionRight
from articles.publishing.steps import WorkflowRefused

APPEAL_WITHIN = timedelta(days=183)  # six months at least, says Article 20


def may_appeal(statement: StatementOfReasons, at: datetime | None = None) -> bool:
    """Once, within six months of being told."""
    told = statement.sent_at or statement.created
    return not statement.appeal and (at or timezone.now()) < told + APPEAL_WITHIN


def appeal(statement: StatementOfReasons, words: str) -> StatementOfReasons:
    """Take the reader's appeal in. Locks the statement. Raises WorkflowRefused when it is the second, or too late."""
    with transaction.atomic():
        locked = StatementOfReasons.objects.select_for_update(of=("self",)).get(pk=statement.pk)
        if locked.appeal:
            raise WorkflowRefused(_("You have appealed against this decision already."))
        if not may_appeal(locked):
            raise WorkflowRefused(_("The six months in which you could appeal are over."))
        locked.appeal, locked.appeal_words = StatementOfReasons.Appeal.OPEN, words
        locked.appealed_at = timezone.now()
        locked.save(update_fields=["appeal", "appeal_words", "appealed_at"])
        note_in_log(None, "appeal", locked, actor_name=audit.NOBODY)
    return locked


def decide(statement: StatementOfReasons, *, reverse: bool, answer: str, by: User | None) -> StatementOfReasons:
    """Let the decision stand, or reverse it: the comment comes back, the ban is lifted. With the answer the reader gets.

    Locks the statement, and the conversation before it. Raises PermissionDenied; WorkflowRefused without an answer, when it was decided before, or when
    `by` made the first decision and somebody else may decide.
    """
    rights.require(by, "decide_appeal")
    if not answer.strip():
        raise WorkflowRefused(_("Write the answer that the reader gets, and why."))
    with transaction.atomic():
        if reverse and statement.comment_id:
            # The conversation before the statement, as every verb that changes what readers see.
            counts.hold(Comment.objects.filter(pk=statement.comment_id).values_list("article_id", flat=True))
        rows = StatementOfReasons.objects.select_for_update(of=("self",)).select_related("comment__article")
        locked = rows.get(pk=statement.pk)
        if locked.appeal != StatementOfReasons.Appeal.OPEN:
            raise WorkflowRefused(_("There is no open appeal here: somebody has decided on it already."))
        if locked.comment:
            rights.require(by, "decide_appeal", locked.comment.article)
        section = locked.comment.article.section_id if locked.comment else None
        if by is not None and locked.by_id == by.pk and others_who_may_decide(by, section):
            raise WorkflowRefused(_("You made the decision that is appealed against. Let somebody else decide."))
        locked.appeal = StatementOfReasons.Appeal.REVERSED if reverse else StatementOfReasons.Appeal.UPHELD
        locked.appeal_answer, locked.appeal_decided_by, locked.appeal_decided_at = answer.strip(), by, timezone.now()
        locked.save(update_fields=["appeal", "appeal_answer", "appeal_decided_by", "appeal_decided_at"])
        note_in_log(by, "decide_appeal", locked)
        if reverse:
            put_right(locked, by=by)
    return locked


def put_right(statement: StatementOfReasons, *, by: User | None) -> None:
    """What the reversed decision took away comes back: the comment, or the right to comment."""
    measure = StatementOfReasons.Measure
    if (
        statement.measure == measure.REMOVED
        and statement.comment
        and statement.comment.status == Comment.Status.REJECTED
    ):
        moderation.approve(statement.comment, by=by)
    elif statement.measure in {measure.SUSPENDED, measure.BANNED} and statement.email:
        for ban in standing.bans_of(statement.email).in_force():
            standing.lift(ban, by=by)


def note_in_log(
    by: User | None, verb: str, statement: StatementOfReasons, actor_name: str = audit.COMMAND_LINE
) -> None:
    """The log names a statement by its number only."""
    audit.entry(
        by,
        verb,
        object_type="statementofreasons",
        object_id=statement.pk,
        object_name=f"statement of reasons {statement.pk}",
        after={"appeal": str(statement.appeal)},
        actor_name=actor_name,
    ).save(force_insert=True)


def others_who_may_decide(by: User, section_id: int | None) -> bool:
    """Whether anybody but `by` may decide on this appeal: the law wants another person where there is one. One query."""
    everybody = User.objects.with_perm(
        rights.RIGHTS["decide_appeal"], backend="django.contrib.auth.backends.ModelBackend"
    )
    limits = SectionRight.objects.filter(user=OuterRef("pk"))
    at_home = ~Exists(limits) | Exists(limits.filter(section=section_id))
    return everybody.filter(Q(is_superuser=True) | at_home, is_staff=True).exclude(pk=by.pk).exists()
