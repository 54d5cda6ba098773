"""From what was read to rows: a working copy with its publisher and byline, and the comments printed under it.

Nothing is invented and nothing is lost: what does not fit a column is cut there, kept whole in the document's bytes,
and said in a warning. Everything here runs inside the importer's transaction.
"""

from __future__ import annotations

import html
from datetime import datetime
from itertools import groupby
from typing import cast

from django.db.models import CharField, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments.discussions import counts
from articles.comments.discussions.rules import Standing
from articles.comments.judging.gathering import judged
from articles.comments.models import Comment
from articles.importing.document import Paragraph, ReadArticle, ReadComment, Warning_
from articles.importing.publishers import publisher_named
from articles.publishing.models import Article, ArticleAuthor, Author, Section
from articles.publishing.models.article import CommentPolicy
from articles.sourcing.models import Source
from articles.text.excerpt import shorten
from articles.text.sanitise import clean_html, clean_text

EARLIEST = 1970  # the first year that a comment can be of
MARKUP = {
    "text": "<p>{}</p>",
    "crosshead": "<h2>{}</h2>",
    "pull quote": '<aside data-pullquote=""><p>{}</p></aside>',
    "list item": "<li>{}</li>",
}


def write_article(read: ReadArticle, *, section: Section, stage: str) -> tuple[Article, list[Warning_]]:
    """The working copy of `read` with its byline and comments, and what had to be cut. The caller records a revision."""
    warnings: list[Warning_] = []
    author = known_author(read.byline)
    publisher = fitted(read.publisher or "", Source, "name", warnings)
    article = Article.objects.create(
        headline=fitted(read.headline, Article, "headline", warnings),
        headline_is_working=read.headline_is_working,
        body=body_of(read.paragraphs),
        section=section,
        publisher=publisher_named(publisher) if publisher else None,
        byline="" if author else fitted(read.byline or "", Article, "byline", warnings),
        original_date=read.date,
        dateline=fitted(read.dateline or "", Article, "dateline", warnings),
        language=read.language or "",
        direction=read.direction,
        stage=stage,
    )
    if author:
        ArticleAuthor.objects.create(article=article, author=author)
    write_comments(article, read.comments, warnings)
    return article, warnings


def known_author(byline: str | None) -> Author | None:
    """The author of exactly that name, when there is one and only one. An author is never made of a byline."""
    known = list(Author.objects.filter(name=byline)[:2]) if byline else []
    return known[0] if len(known) == 1 else None


def body_of(paragraphs: list[Paragraph]) -> str:
    """The body of these paragraphs: each escaped, neighbouring list items in one list, the whole sanitised."""
    blocks: list[str] = []
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        marked = [MARKUP[kind].format(html.escape(paragraph.text, quote=False)) for paragraph in run]
        blocks += [f"<ul>{''.join(marked)}</ul>"] if kind == "list item" else marked
    return clean_html("\n".join(blocks))


def write_comments(article: Article, comments: list[ReadComment], warnings: list[Warning_]) -> None:
    """The printed comments in their order, replies in their threads, and counted. One INSERT each.

    Each is judged by the list that judges readers' comments: those it objects to wait for a moderator, the others are
    approved, and none is left out. A reply that names a later comment, or itself, stands as a comment of its own.
    """
    now = timezone.now()
    written: list[Comment | None] = []
    for index, read in enumerate(comments):
        answered = written[read.reply_to] if read.reply_to is not None and 0 <= read.reply_to < index else None
        text = clean_text(read.text).strip()
        written.append(_write_comment(article, read, text, answered, now, warnings) if text else None)
    if any(written):
        counts.recount([article.pk])
    if waiting := sum(comment is not None and comment.status == Comment.Status.WAITING for comment in written):
        message = ngettext(
            "%d comment waits for a moderator, because of what it says.",
            "%d comments wait for a moderator, because of what they say.",
            waiting,
        )
        warnings.append(Warning_("comments-wait", message % waiting))


def _write_comment(
    article: Article,
    read: ReadComment,
    text: str,
    answered: Comment | None,
    now: datetime,
    warnings: list[Warning_],
) -> Comment:
    name = fitted(read.author, Comment, "author_name", warnings)
    # What the story's policy asks of new comments is no question here: these were public where they were printed.
    case, judgement = judged(
        article, name=name or _("Anonymous"), email="", text=text, standing=Standing(CommentPolicy.OPEN), asking=False
    )
    return Comment.objects.create(
        article=article,
        parent=answered,
        thread=(answered.thread or answered) if answered else None,
        author_name=name,
        text=text,
        status=judgement.status,
        reasons=[verdict.stored() for verdict in judgement.verdicts],
        score=case.opinion.score if case.opinion else None,
        filter_version=case.opinion.version if case.opinion else None,
        imported=True,
        posted=moment_of(read.date, otherwise=now),
    )


def moment_of(printed: datetime | None, *, otherwise: datetime) -> datetime:
    """The printed moment, in the site's time zone when it names none; `otherwise` (now) when absent or not possible.

    No comment was posted before there were computers to post it with, nor later than now.
    """
    if printed is None or not EARLIEST <= printed.year <= otherwise.year + 1:
        return otherwise
    aware = timezone.make_aware(printed, timezone.get_default_timezone()) if timezone.is_naive(printed) else printed
    return min(aware, otherwise)


def fitted(text: str, model: type[Model], column: str, warnings: list[Warning_]) -> str:
    """`text` in the length of that column; when it had to be cut, a warning says so."""
    cleaned = " ".join(clean_text(text).split())
    field = cast("CharField", model._meta.get_field(column))
    limit = field.max_length or 0
    if len(cleaned) <= limit:
        return cleaned
    message = f"The {field.verbose_name} has {len(cleaned)} characters; it was cut to {limit}. The original document keeps it whole."
    warnings.append(Warning_("cut", message))
    return shorten(cleaned, limit)
