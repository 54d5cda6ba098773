"""The schema on a page: every model of the app, defined in its domain package, gathered here for Django."""

from articles.comments.models import Comment
from articles.importing.models import ImportedDocument
from articles.pictures.models import Picture
from articles.publishing.models import (
    Address,
    Article,
    ArticleAuthor,
    AuditEntry,
    Author,
    Correction,
    Edition,
    EditionAuthor,
    Revision,
    Section,
    Topic,
)
from articles.sourcing.models import Role, Source, Statement

__all__ = [
    "Address",
    "Article",
    "ArticleAuthor",
    "AuditEntry",
    "Author",
    "Comment",
    "Correction",
    "Edition",
    "EditionAuthor",
    "ImportedDocument",
    "Picture",
    "Revision",
    "Role",
    "Section",
    "Source",
    "Statement",
    "Topic",
]
