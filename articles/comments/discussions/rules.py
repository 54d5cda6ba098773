"""What holds for comments on a story at a moment: its own policy, what moderators decided of it, its hours and its age.

The stricter always wins. Pure but for two settings (the newsroom's zone, the site's days), which a caller may give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from django.conf import settings
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments.discussions.hours import within_hours
from articles.comments.discussions.models import Discussion
from articles.comments.judging.phases import in_words
from articles.publishing.models import Article, Edition
from articles.publishing.models.article import CommentPolicy

STRICTEST_FIRST = (
    CommentPolicy.OFF,
    CommentPolicy.CLOSED,
    CommentPolicy.HELD,
    CommentPolicy.NEWCOMERS,
    CommentPolicy.OPEN,
)
TAKING = frozenset({CommentPolicy.HELD, CommentPolicy.NEWCOMERS, CommentPolicy.OPEN})
POLICY_OF = {Discussion.State.HELD: CommentPolicy.HELD, Discussion.State.CLOSED: CommentPolicy.CLOSED}


@dataclass(frozen=True)
class Standing:
    """What is in force. `policy` is a CommentPolicy; `first_held`: how many first comments of a reader wait under
    “newcomers”, None for the usual number; `slow_seconds`: the distance that a reader's comments keep, 0 for none;
    `why`: what readers are told of it, "" when nothing is out of the ordinary; `changes_at`: when it will be otherwise by
    itself, None for never: a page that tells of it holds until then.
    """

    policy: str
    first_held: int | None = None
    slow_seconds: int = 0
    why: str = ""
    changes_at: datetime | None = None

    @property
    def is_off(self) -> bool:
        return self.policy == CommentPolicy.OFF

    @property
    def takes_comments(self) -> bool:
        return self.policy in TAKING


def in_force(
    policy: str,
    discussion: Discussion | None,
    first_published: datetime | None,
    now: datetime,
    *,
    zone: tzinfo | None = None,
    days_by_default: int | None = None,
) -> Standing:
    """What holds at `now` for a story of `policy`, first published then (None: never was, so its days do not run)."""
    discussion = discussion or Discussion()
    days = discussion.close_after_days
    if days is None:
        days = settings.COMMENTS_CLOSE_AFTER_DAYS if days_by_default is None else days_by_default
    ends = first_published + timedelta(days=days) if first_published and days else None
    decided = stricter(policy, POLICY_OF.get(Discussion.State(discussion.state), policy))
    if decided not in TAKING:
        return Standing(decided, why="" if decided == CommentPolicy.OFF else _("Comments are closed."))
    if ends is not None and ends <= now:
        return Standing(CommentPolicy.CLOSED, why=closed_by_age(days))
    zone = zone or timezone.get_default_timezone()
    clock = now.astimezone(zone).tzname() or ""  # “GMT” or “BST”: readers are elsewhere
    is_open, turns = within_hours(discussion.opens_at, discussion.closes_at, now, zone)
    changes_at = min((moment for moment in (ends, turns) if moment), default=None)
    if not is_open:
        return Standing(
            CommentPolicy.CLOSED, why=closed_by_hours(discussion, turns, ends, clock), changes_at=changes_at
        )
    slow = discussion.slow_seconds if discussion.state == Discussion.State.SLOWED else 0
    return Standing(decided, discussion.first_held, slow, told(decided, slow, discussion, clock), changes_at)


def of_edition(edition: Edition, now: datetime | None = None) -> Standing:
    """For an edition that came with its article. No query when the article came with its discussion, else one."""
    discussion = getattr(edition.article, "discussion", None)
    return in_force(edition.article.comment_policy, discussion, edition.first_published, now or timezone.now())


def of_article(article: Article, now: datetime | None = None) -> Standing:
    """For a story without its edition at hand. Two queries."""
    now = now or timezone.now()
    first_published = article.editions.live(now).values_list("first_published", flat=True).first()
    return in_force(article.comment_policy, getattr(article, "discussion", None), first_published, now)


def stricter(one: str, other: str) -> str:
    return min(one, other, key=STRICTEST_FIRST.index)


def told(policy: str, slow: int, discussion: Discussion, clock: str) -> str:
    """What readers are told of comments that are taken."""
    words = []
    if policy == CommentPolicy.HELD:
        words.append(_("Comments on this story are read by a moderator before they appear."))
    if slow:
        words.append(_("This conversation is slowed down: leave %s between two of your comments.") % in_words(slow))
    if discussion.opens_at != discussion.closes_at:
        words.append(
            _("Comments are open each day from %(opens)s to %(closes)s (%(clock)s).") % hours_of(discussion, clock)
        )
    return " ".join(words)


def closed_by_age(days: int) -> str:
    said = ngettext(
        "Comments are closed. On this story they close %d day after it was published.",
        "Comments are closed. On this story they close %d days after it was published.",
        days,
    )
    return said % days


def closed_by_hours(discussion: Discussion, turns: datetime | None, ends: datetime | None, clock: str) -> str:
    if turns is None or (ends is not None and ends <= turns):
        return _("Comments are closed.")
    said = _("Comments are closed just now. They are open each day from %(opens)s to %(closes)s (%(clock)s).")
    return said % hours_of(discussion, clock)


def hours_of(discussion: Discussion, clock: str) -> dict[str, str]:
    opens, closes = discussion.opens_at or time(), discussion.closes_at or time()
    return {"opens": time_format(opens), "closes": time_format(closes), "clock": clock}
