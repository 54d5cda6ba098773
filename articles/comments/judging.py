"""What happens to a comment that a reader sends: PHASES, the ordered list of rules, and the verdict they add up to.

Each phase is a pure function of the case with a reason code of its own. The first that refuses or publishes ends the
matter; those that hold are all noted, so that a moderator sees every reason. A case that nobody objects to is published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.comments.cleaning import is_visible, problem_of_text
from articles.comments.models import Comment, Reason
from articles.comments.paragraphs import count_links
from articles.publishing.models.article import CommentPolicy

PUBLISH, HOLD, REFUSE = "publish", "hold", "refuse"
KNOWN_AFTER = 2  # approved comments, as in Coral's phase for new commenters
LINKS_OF_A_KNOWN_READER = 3

# What a reader is told whose comment waits: general terms that teach nobody the way around a rule.
WHY_IT_WAITS = {
    Reason.LINKS: gettext_lazy("Comments with links are read before they appear."),
    Reason.HELD: gettext_lazy("Every comment on this story is read before it appears."),
    Reason.NEWCOMER: gettext_lazy("A reader’s first comments are read before they appear; later ones appear at once."),
}


@dataclass(frozen=True)
class Case:
    """All that the phases may know. `approved_before`: comments of this e-mail that a person approved."""

    policy: str
    name: str
    text: str
    trap: str = ""
    approved_before: int = 0

    @property
    def is_known(self) -> bool:
        return self.approved_before >= KNOWN_AFTER


@dataclass(frozen=True)
class Verdict:
    """One phase's word. `words` are for the reader, in general terms; `match` is what was found, for the moderator."""

    outcome: str
    code: str
    words: str
    match: str = ""

    def stored(self) -> dict[str, str]:
        """As kept in `Comment.reasons`."""
        return {"rule": self.code, "match": self.match}


@dataclass(frozen=True)
class Judgement:
    """What all phases add up to: the outcome, and the verdicts that led to it."""

    outcome: str
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def status(self) -> str:
        return Comment.Status.APPROVED if self.outcome == PUBLISH else Comment.Status.WAITING


def held_for(reason: Reason, match: str = "") -> Verdict:
    return Verdict(HOLD, reason.value, str(WHY_IT_WAITS[reason]), match)


def comments_are_taken(case: Case) -> Verdict | None:
    if case.policy in {CommentPolicy.OFF, CommentPolicy.CLOSED}:
        return Verdict(REFUSE, Reason.CLOSED.value, _("Comments on this story are closed."))
    return None


def size_and_shape(case: Case) -> Verdict | None:
    if problem := problem_of_text(case.text):
        return Verdict(REFUSE, Reason.SHAPE.value, problem, match=str(len(case.text)))
    if not is_visible(case.name):
        return Verdict(REFUSE, Reason.SHAPE.value, _("Enter the name to show with your comment."))
    return None


def trap_is_empty(case: Case) -> Verdict | None:
    """Programs fill in every field. A person whose browser filled it reads what to do, and keeps the text."""
    if case.trap.strip():
        return Verdict(REFUSE, Reason.TRAP.value, _("Leave the field “Website” empty: it is there to catch programs."))
    return None


def links_wait(case: Case) -> Verdict | None:
    links = count_links(case.text) + count_links(case.name)
    if links > (LINKS_OF_A_KNOWN_READER if case.is_known else 0):
        found = ngettext("%d link", "%d links", links) % links
        return held_for(Reason.LINKS, match=found)
    return None


def every_comment_waits(case: Case) -> Verdict | None:
    if case.policy == CommentPolicy.HELD:
        return held_for(Reason.HELD)
    return None


def first_comments_wait(case: Case) -> Verdict | None:
    if case.policy == CommentPolicy.NEWCOMERS and not case.is_known:
        return held_for(Reason.NEWCOMER)
    return None


PHASES: tuple[Callable[[Case], Verdict | None], ...] = (
    comments_are_taken,
    size_and_shape,
    trap_is_empty,
    links_wait,
    every_comment_waits,
    first_comments_wait,
)


def judge(case: Case) -> Judgement:
    """Go through PHASES in their order. Pure: no query, no clock."""
    held: list[Verdict] = []
    for phase in PHASES:
        verdict = phase(case)
        if verdict is None:
            continue
        if verdict.outcome != HOLD:
            return Judgement(verdict.outcome, [verdict])
        held.append(verdict)
    return Judgement(HOLD if held else PUBLISH, held)
