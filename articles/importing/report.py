"""What was found in a document, as JSON: for the stored report, and for whoever runs the command."""

from __future__ import annotations

import hashlib
from typing import Any

from articles.importing.document import ReadArticle, ReadComment, ReadDocument

FORMAT = 1


def report_of(reading: ReadDocument) -> dict[str, Any]:
    """The JSON kept with the bytes: every field and leftover as found then, since readers improve later.

    Paragraphs and comments are counted, not repeated: the bytes beside the report and the article hold them.
    """
    return {
        "v": FORMAT,
        "status": reading.status,
        "newline": reading.newline,
        "warnings": [{"code": warning.code, "message": warning.message} for warning in reading.warnings],
        "leftovers": [
            {"line": leftover.line, "kind": leftover.kind, "text": leftover.text} for leftover in reading.leftovers
        ],
        "articles": [_fields_of(article) for article in reading.articles],
    }


def text_digest(reading: ReadDocument) -> str:
    """SHA-256 of headlines and paragraphs with white space folded: equal for one text in two encodings."""
    lines = [
        " ".join(text.split())
        for article in reading.articles
        for text in (article.headline, *(paragraph.text for paragraph in article.paragraphs))
    ]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def article_json(article: ReadArticle, *, url: str | None = None) -> dict[str, Any]:
    """One article as `import_document --json` prints it; absent things are None."""
    return {
        "publisher": article.publisher,
        "headline": article.headline,
        "headline_is_placeholder": article.headline_is_working,
        "date": article.date.isoformat() if article.date else None,
        "byline": article.byline,
        "dateline": article.dateline,
        "language": article.language or None,
        "direction": article.direction,
        "paragraphs": [paragraph.text for paragraph in article.paragraphs],
        "comments": [_comment_json(comment) for comment in article.comments],
        "url": url,
    }


def _comment_json(comment: ReadComment) -> dict[str, Any]:
    return {
        "author": comment.author,
        "text": comment.text,
        "date": comment.date.isoformat() if comment.date else None,
        "date_raw": comment.date_raw,
        "reply_to": comment.reply_to,
    }


def _fields_of(article: ReadArticle) -> dict[str, Any]:
    return {
        "publisher": article.publisher,
        "headline": article.headline,
        "headline_is_working": article.headline_is_working,
        "date": article.date.isoformat() if article.date else None,
        "date_raw": article.date_raw,
        "byline": article.byline,
        "dateline": article.dateline,
        "paragraphs": len(article.paragraphs),
        "comments": len(article.comments),
    }
