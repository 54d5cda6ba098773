"""What the pre-publish checks find, as an editor reads it: every problem in order, what to do, where, and who let it pass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.publishing.checks import Level, Problem, problems_of
from articles.publishing.checks.ticks import ticked_by
from articles.publishing.models import Article


class ChecksPage:
    """Joined into the admin of Article, above VerbPages: the list for everyone who may read the story."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.checks_view)
        return [path("<path:object_id>/checks/", view, name="articles_article_checks"), *super().get_urls()]

    def checks_view(self, request: HttpRequest, object_id: str):
        article = self.article_to_read(request, object_id)
        texts = {
            "title": _("Checks"),
            "lead": _("What stands between the text as saved and publication. Errors block; warnings ask for a tick."),
            "problems": rows_of(problems_of(article), article, ticked_by(article)),
        }
        return self.ask(request, article, None, texts, template="checks")

    def checks_link(self, article: Article):
        return format_html('<a href="{}">{}</a>', self.page_of("checks", article), _("What the checks find"))


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == Level.ERROR]


def warnings_among(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == Level.WARNING]


def rows_of(
    problems: Iterable[Problem], article: Article, ticks: dict[tuple[str, str], str] | None = None
) -> list[dict[str, Any]]:
    """`problems` for the page, each with the address of what it is about when that is not the article itself."""
    return [
        {
            "problem": problem,
            "blocks": problem.level == Level.ERROR,
            "url": None if problem.object == article else address_of(problem.object),
            "ticked_by": (ticks or {}).get(problem.key, ""),
        }
        for problem in problems
    ]


def address_of(row: Any) -> str | None:
    """Where the desk changes `row`; None for what has no page of its own."""
    if hasattr(row, "get_desk_url"):
        return row.get_desk_url()
    if row is None or not getattr(row, "pk", None):
        return None
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return None
