"""What judging talks about: the case, all that the rules may know of it, and the verdicts they give."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy

from articles.comments.models import Comment, Reason

PUBLISH, HOLD, REFUSE = "publish", "hold", "refuse"
VERSION = 3  # of the list of rules, kept with each reason: which list it was that held a comment
KNOWN_AFTER = 2  # approved comments, as in Coral's phase for new commenters

# What a reader is told whose comment waits. Those that are not here are told in general terms only, which teach nobody
# the way around a rule.
WHY_IT_WAITS = {
    Reason.LINKS: gettext_lazy("Comments with links are read before they appear."),
    Reason.HELD: gettext_lazy("Every comment on this story is read before it appears."),
    Reason.NEWCOMER: gettext_lazy("A reader’s first comments are read before they appear; later ones appear at once."),
}
IN_GENERAL = gettext_lazy("Some comments are read by a moderator before they appear.")


@dataclass(frozen=True)
class Hit:
    """A word of the list found in a comment. `refuses`: it is not taken with this word in it; else it waits."""

    word: str
    refuses: bool = False


@dataclass(frozen=True)
class Opinion:
    """What the filter says of a text: 0 (like those approved) to 1 (like those rejected), and which filter says it.

    `holds_from` is the score from which it holds a comment; None while it has too few decisions to go by. `because` are
    the words and shapes that weighed most.
    """

    score: float
    version: int
    holds_from: float | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the outside check said: `found` is why the comment should wait, "" when it objects to nothing."""

    found: str
    version: str


@dataclass(frozen=True)
class Record:
    """What became of the comments of one reader, as far as people decided on them. `reported`: with open reports."""

    approved: int = 0
    decided_lately: int = 0
    rejected_lately: int = 0
    rejected: int = 0
    reported: int = 0


@dataclass(frozen=True)
class Case:
    """All that the phases may know. `approved_before`: comments of this e-mail that a person approved.

    Everything but the policy and the words has a value that no rule minds, so that a case of an import or of an edit is
    judged by the same list as one of the form. `form_age` is in seconds; None when the form was ours but its stamp was
    missing or not ours. `wait` is how long, in seconds, until the rates allow another comment, and
    `slow` until this story does, when it is slowed down. `first_held`: how many of a reader's first comments wait there.
    `digest` and `opening` are the marks of the text (folding.py), "" for a short one and where nobody looked for copies.
    """

    policy: str
    name: str
    text: str
    trap: str = ""
    approved_before: int = 0
    ban: str = ""
    by_form: bool = False
    form_age: float | None = None
    wait: int = 0
    rate: str = ""
    slow: int = 0
    first_held: int = KNOWN_AFTER
    digest: str = ""
    opening: str = ""
    repeats: int = 0
    alike: int = 0
    hits: tuple[Hit, ...] = ()
    opinion: Opinion | None = None
    record: Record = Record()
    outside: Answer | None = None

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
    score: float | None = None
    version: str = f"rules {VERSION}"
    retry_after: int = 0

    def stored(self) -> dict[str, str | float]:
        """As kept in `Comment.reasons`."""
        kept: dict[str, str | float] = {"rule": self.code, "match": self.match, "version": self.version}
        return kept if self.score is None else kept | {"score": self.score}


@dataclass(frozen=True)
class Judgement:
    """What all phases add up to: the outcome, and the verdicts that led to it."""

    outcome: str
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def status(self) -> str:
        return Comment.Status.APPROVED if self.outcome == PUBLISH else Comment.Status.WAITING


def held_for(reason: Reason, match: str = "", **more) -> Verdict:
    return Verdict(HOLD, reason.value, str(WHY_IT_WAITS.get(reason, IN_GENERAL)), match, **more)
