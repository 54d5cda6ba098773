"""What must be right before publication: one ordered list that an editor can audit. To add a check, add a function.

In the manner of Django's system checks: each check takes the article as saved and yields problems. An error blocks
publication; a warning asks for a tick, and the name of who ticked is kept with the revision. Packages above publishing
add theirs with `register`, once, at start (articles/apps.py).

problem     what a check finds
text        headline, standfirst, body, headings, labels
pictures    files, licences, alternative texts and credits
links       links that lead nowhere
consent     a legal hold, background never printed, the yes of a second person
ticks       which warnings were seen and let pass, and by whom
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from articles.publishing.checks.consent import meant_for_publication, no_legal_hold, second_person_approved
from articles.publishing.checks.links import links_lead_somewhere
from articles.publishing.checks.pictures import pictures_are_ready
from articles.publishing.checks.problem import Level, Problem
from articles.publishing.checks.text import (
    body_has_words,
    headings_have_text,
    headline_is_final,
    headline_is_short,
    opinion_is_labelled,
    standfirst_is_there,
)
from articles.publishing.models import Article

__all__ = ["CHECKS", "Level", "Problem", "problems_of", "register"]

Check = Callable[[Article], Iterator[Problem]]

# The order in which an editor reads them: who has yet to agree, the text from top to bottom, then what hangs on it.
CHECKS: list[Check] = [
    no_legal_hold,
    meant_for_publication,
    second_person_approved,
    headline_is_final,
    headline_is_short,
    standfirst_is_there,
    opinion_is_labelled,
    body_has_words,
    headings_have_text,
    links_lead_somewhere,
    pictures_are_ready,
]


def register(check: Check) -> Check:
    """Add `check` at the end of the list, once. Returns it, so that it may stand as a decorator."""
    if check not in CHECKS:
        CHECKS.append(check)
    return check


def problems_of(article: Article) -> list[Problem]:
    """All that the checks find in `article`, in the order of CHECKS. At most ten queries."""
    return [problem for check in CHECKS for problem in check(article)]
