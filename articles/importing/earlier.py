"""What came in before: the same bytes, or the same words in other bytes."""

from __future__ import annotations

from articles.importing.models import ImportedDocument


def same_bytes(digest: str) -> ImportedDocument | None:
    """The document of exactly these bytes (SHA-256, hexadecimal), with its article."""
    return _with_article().filter(digest=digest).first()


def same_words(text_digest: str) -> ImportedDocument | None:
    """The oldest document that gave an article of the same headline and paragraphs."""
    return _with_article().filter(text_digest=text_digest, article__isnull=False).order_by("pk").first()


def _with_article():
    return ImportedDocument.objects.defer("content").select_related("article")
