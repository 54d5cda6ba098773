"""Publishing at the desk: defined here, composed with the other domains and registered in `articles/admin.py`."""

from articles.publishing.admin.accounts import AccountAdmin, GroupDesk
from articles.publishing.admin.article import ArticleAdmin, ArticleAuthorInline
from articles.publishing.admin.audit import AuditEntryAdmin
from articles.publishing.admin.taxonomy import AuthorAdmin, CorrectionAdmin, SectionAdmin, TopicAdmin

__all__ = [
    "AccountAdmin",
    "ArticleAdmin",
    "ArticleAuthorInline",
    "AuditEntryAdmin",
    "AuthorAdmin",
    "CorrectionAdmin",
    "GroupDesk",
    "SectionAdmin",
    "TopicAdmin",
]
