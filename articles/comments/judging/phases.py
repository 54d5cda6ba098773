"""What happens to a comment that a reader sends: PHASES, the ordered list of rules, and the verdict they add up to.

Each phase is a pure function of the case with a reason code of its own. The first that refuses or publishes ends the
matter; those that hold are all noted, so that a moderator sees every reason. A case that nobody objects to is published.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments.cleaning import is_visible, problem_of_text
from articles.comments.judging.cases import HOLD, PUBLISH, REFUSE, Case, Judgement, Verdict, held_for
from articles.comments.judging.trust import is_often_rejected
from articles.comments.links import count_links
from articles.comments.models import Reason
from articles.publishing.models.article import CommentPolicy

LINKS_OF_A_KNOWN_READER = 3  # beyond which they wait
LINKS_OF_A_NEW_READER = 2  # beyond which they are not taken; any link of a new reader waits
OLDEST_FORM = 24 * 60 * 60  # seconds
COPIES_THAT_BEGIN_ALIKE = 2


def comments_are_taken(case: Case) -> Verdict | None:
    if case.policy in {CommentPolicy.OFF, CommentPolicy.CLOSED}:
        return Verdict(REFUSE, Reason.CLOSED.value, _("Comments on this story are closed."))
    return None


def writer_may_comment(case: Case) -> Verdict | None:
    """`ban` says until when, as it is told to the reader."""
    return Verdict(REFUSE, Reason.BANNED.value, case.ban) if case.ban else None


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


def form_is_of_its_time(case: Case) -> Verdict | None:
    """A form sent faster than anyone types waits, so does one without our stamp; one of yesterday is renewed."""
    quickest = settings.COMMENT_FORM_SECONDS
    if not case.by_form or not quickest:
        return None
    if case.form_age is None:
        return held_for(Reason.FORM, match=_("without the stamp of our form"))
    if case.form_age > OLDEST_FORM:
        words = _("This form was open for more than a day. Your text is kept: look at it once more and send it again.")
        return Verdict(REFUSE, Reason.OLD_FORM.value, words)
    if case.form_age < quickest:
        return held_for(Reason.FORM, match=_("sent after %.1f seconds") % case.form_age)
    return None


def rate_is_kept(case: Case) -> Verdict | None:
    if not case.wait:
        return None
    words = _("Too many comments came in a short time. Your text is kept: wait %s and send it again.") % in_words(
        case.wait
    )
    return Verdict(REFUSE, Reason.RATE.value, words, match=case.rate, retry_after=case.wait)


def conversation_keeps_its_pace(case: Case) -> Verdict | None:
    if not case.slow:
        return None
    words = _("This conversation is slowed down. Your text is kept: wait %s and send it again.") % in_words(case.slow)
    return Verdict(REFUSE, Reason.SLOW.value, words, retry_after=case.slow)


def words_are_new(case: Case) -> Verdict | None:
    if case.repeats:
        found = ngettext("%d comment with the same words", "%d comments with the same words", case.repeats)
        return held_for(Reason.REPEAT, match=found % case.repeats)
    if case.alike >= COPIES_THAT_BEGIN_ALIKE:
        return held_for(Reason.REPEAT, match=_("%d comments that begin with the same words") % case.alike)
    return None


def links_wait(case: Case) -> Verdict | None:
    links = count_links(case.text) + count_links(case.name)
    found = ngettext("%d link", "%d links", links) % links
    if links > LINKS_OF_A_NEW_READER and not case.is_known:
        words = _(
            "Your comment has %(links)d links; the most in a reader’s first comments is %(limit)d. Take some out."
        )
        return Verdict(
            REFUSE, Reason.MANY_LINKS.value, words % {"links": links, "limit": LINKS_OF_A_NEW_READER}, match=found
        )
    if links > (LINKS_OF_A_KNOWN_READER if case.is_known else 0):
        return held_for(Reason.LINKS, match=found)
    return None


def words_are_allowed(case: Case) -> Verdict | None:
    if not case.hits:
        return None
    refused = [hit.word for hit in case.hits if hit.refuses]
    if refused:
        words = _("We do not print these words: %s. Say it in others.") % ", ".join(refused)
        return Verdict(REFUSE, Reason.WORD.value, words, match=", ".join(refused))
    return held_for(Reason.WORD, match=", ".join(hit.word for hit in case.hits))


def filter_finds_nothing(case: Case) -> Verdict | None:
    """It holds, and never refuses; with too few decisions to go by it does not even hold."""
    opinion = case.opinion
    if opinion is None or opinion.holds_from is None or opinion.score < opinion.holds_from:
        return None
    version = f"filter {opinion.version}"
    return held_for(Reason.SPAM, match=", ".join(opinion.because), score=opinion.score, version=version)


def record_is_good(case: Case) -> Verdict | None:
    if not is_often_rejected(case.record):
        return None
    found = {"rejected": case.record.rejected_lately, "decided": case.record.decided_lately}
    return held_for(Reason.RECORD, match=_("%(rejected)d of the last %(decided)d rejected") % found)


def every_comment_waits(case: Case) -> Verdict | None:
    if case.policy == CommentPolicy.HELD:
        return held_for(Reason.HELD)
    return None


def first_comments_wait(case: Case) -> Verdict | None:
    if case.policy == CommentPolicy.NEWCOMERS and case.approved_before < case.first_held:
        return held_for(Reason.NEWCOMER)
    return None


def outside_check_agrees(case: Case) -> Verdict | None:
    """Last: it is asked only about a comment that nothing before it objects to (gathering.py)."""
    if case.outside is None or not case.outside.found:
        return None
    return held_for(Reason.OUTSIDE, match=case.outside.found, version=case.outside.version)


PHASES: tuple[Callable[[Case], Verdict | None], ...] = (
    comments_are_taken,
    writer_may_comment,
    size_and_shape,
    trap_is_empty,
    form_is_of_its_time,
    rate_is_kept,
    conversation_keeps_its_pace,
    words_are_new,
    links_wait,
    words_are_allowed,
    filter_finds_nothing,
    record_is_good,
    every_comment_waits,
    first_comments_wait,
    outside_check_agrees,
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


def in_words(seconds: int) -> str:
    """A time to wait, rounded up."""
    if seconds < 90:
        return ngettext("%d second", "%d seconds", seconds) % seconds
    if seconds < 90 * 60:
        minutes = -(-seconds // 60)
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    hours = -(-seconds // 3600)
    return ngettext("%d hour", "%d hours", hours) % hours
