"""The publishing schema: taxonomy, the working copy, its revisions, its editions, its addresses, the audit trail."""

from articles.publishing.models.address import Address, SectionAddress
from articles.publishing.models.article import Article, ArticleAuthor
from articles.publishing.models.audit import AuditEntry
from articles.publishing.models.consent import Approval, CheckTick, SectionRight
from articles.publishing.models.correction import Correction
from articles.publishing.models.edition import Edition, EditionAuthor
from articles.publishing.models.milestone import Milestone
from articles.publishing.models.revision import Revision
from articles.publishing.models.stage import StageMove
from articles.publishing.models.taxonomy import Author, Section, Topic

__all__ = [
    "Address",
    "Approval",
    "Article",
    "ArticleAuthor",
    "AuditEntry",
    "Author",
    "CheckTick",
    "Correction",
    "Edition",
    "EditionAuthor",
    "Milestone",
    "Revision",
    "Section",
    "SectionAddress",
    "SectionRight",
    "StageMove",
    "Topic",
]
