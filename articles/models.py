"""The schema on a page: every model of the app, defined in its domain package, gathered here for Django."""

from articles.comments.models import Comment
from articles.desk.models import Autosave, Note, Notice, Presence, PreviewLink, PreviewRead, Tick
from articles.fronts.models import Banner, FrontEdition, Slot
from articles.importing.models import ImportedDocument
from articles.pictures.models import Picture
from articles.publishing.models import (
    Address,
    Approval,
    Article,
    ArticleAuthor,
    AuditEntry,
    Author,
    CheckTick,
    Correction,
    Edition,
    EditionAuthor,
    Milestone,
    Revision,
    Section,
    SectionAddress,
    SectionRight,
    StageMove,
    Topic,
)
from articles.sourcing.models import Role, Source, Statement

__all__ = [
    "Address",
    "Approval",
    "Article",
    "ArticleAuthor",
    "AuditEntry",
    "Author",
    "Autosave",
    "Banner",
    "CheckTick",
    "Comment",
    "Correction",
    "Edition",
    "EditionAuthor",
    "FrontEdition",
    "ImportedDocument",
    "Milestone",
    "Note",
    "Notice",
    "Picture",
    "Presence",
    "PreviewLink",
    "PreviewRead",
    "Revision",
    "Role",
    "Section",
    "SectionAddress",
    "SectionRight",
    "Slot",
    "Source",
    "StageMove",
    "Statement",
    "Tick",
    "Topic",
]
