"""What followed: corrections, and the comments of readers under an article."""

from __future__ import annotations

from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from articles.api import shapes
from articles.api.endpoints import Answer, Endpoint, Question, endpoint, listed, paged
from articles.api.filters import CorrectionFilter
from articles.api.paging import by_moment
from articles.api.problems import Problem
from articles.comments.reading import Withdrawn, live_edition, of_story
from articles.publishing.models import Correction, Edition


@endpoint(
    Endpoint(
        "/corrections/",
        "api_corrections",
        "Corrections of live articles, newest first.",
        "Corrections",
        CorrectionFilter,
        is_list=True,
    )
)
def corrections(question: Question) -> Answer:
    """Four queries."""
    found = question.filtered(CorrectionFilter, Correction.objects.public(question.at))
    rows = found.qs.annotate(public_id=F("article__public_id"))
    page = paged(lambda: by_moment(rows, question.asked, moment="made"))
    answer = listed(page, question, [shapes.listed_correction(row) for row in page.rows], ("corrections", "front"))
    told = Correction.objects.next_made(question.at)
    answer.until = min((moment for moment in (answer.until, told) if moment), default=None)
    return answer


@endpoint(
    Endpoint(
        "/articles/{public_id}/comments/",
        "api_comments",
        "The comments under an article, newest first.",
        "Comments",
        is_list=True,
    )
)
def comments(question: Question, public_id: str) -> Answer:
    """Four queries."""
    try:
        edition = live_edition(public_id, question.at)
    except Withdrawn as withdrawn:
        raise Problem(410, _("This article can no longer be read.")) from withdrawn
    if edition is None:
        raise Http404
    shown = of_story(edition)
    if shown.is_off:
        raise Problem(404, _("Comments are not taken on this story."))
    rows = edition.article.comments.public().filter(posted__lte=question.at)
    page = paged(lambda: by_moment(rows, question.asked, moment="posted"))
    tags = (f"article:{edition.article_id}", f"comments:{edition.article_id}")
    own = Edition.objects.filter(article=edition.article_id)
    answer = listed(page, question, [shapes.comment(row, public_id) for row in page.rows], tags, own)
    answer.until = min((moment for moment in (answer.until, shown.changes_at) if moment), default=None)
    return answer
