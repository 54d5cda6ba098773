"""The publishing schema: taxonomy, the working copy, its revisions, its editions, its addresses, the audit trail."""

from articles.publishing.models.address import Address
from articles.publishing.models.article import Article, ArticleAuthor
from articles.publishing.models.audit import AuditEntry
from articles.publishing.models.correction import Correction
from articles.publishing.models.edition import Edition, EditionAuthor
from articles.publishing.models.revision import Revision
from articles.publishing.models.taxonomy import Author, Section, Topic

__all__ = [
    "Address",
    "Article",
    "ArticleAuthor",
    "AuditEntry",
    "Author",
    "Correction",
    "Edition",
    "EditionAuthor",
    "Revision",
    "Section",
    "Topic",
]
