"""The desk on a page: what each domain defines for the admin, joined and registered here."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, User

from articles.comments.admin import CommentAdmin
from articles.comments.admin_judging import BanAdmin, ListedWordAdmin
from articles.comments.desk.admin import ReaderWarningAdmin, ReportAdmin, StatementOfReasonsAdmin
from articles.comments.desk.admin_conversations import DiscussionAdmin
from articles.comments.errors.admin import ErrorReportAdmin, ErrorsBeside
from articles.comments.own.admin import ReaderData
from articles.comments.waiting_column import CommentsWaitingColumn
from articles.desk.admin.days import DayPages
from articles.desk.admin.kept_words import KeptWords
from articles.desk.admin.notes import NotesBelow
from articles.desk.admin.notices import NoticeAdmin
from articles.desk.admin.planning import Planning
from articles.desk.admin.previews import PreviewLinks
from articles.desk.admin.writing import WritingForm
from articles.fronts.admin import BannerAdmin, FrontEditionAdmin, FrontPageAdmin
from articles.importing.admin import ImportedDocumentAdmin
from articles.models import (
    Article,
    AuditEntry,
    Author,
    Ban,
    Banner,
    Comment,
    Correction,
    Discussion,
    ErrorReport,
    Evidence,
    FrontEdition,
    ImportedDocument,
    ListedWord,
    Notice,
    Picture,
    ReaderWarning,
    RemovalRequest,
    Report,
    Section,
    Slot,
    Source,
    StageMove,
    Statement,
    StatementFix,
    StatementOfReasons,
    Topic,
    VerifiedSource,
)
from articles.pictures.admin import PictureAdmin
from articles.publishing.admin import (
    AccountAdmin,
    ArticleAdmin,
    AuditEntryAdmin,
    AuthorAdmin,
    CorrectionAdmin,
    GroupDesk,
    SectionAdmin,
    TopicAdmin,
)
from articles.publishing.admin.approving import ApprovalVerb
from articles.publishing.admin.audited import Audited
from articles.publishing.admin.stages import StageMoveAdmin
from articles.reading.draft_front import draw_draft, stories_of_draft
from articles.sourcing.admin.consents import UnnamedSourcesPage
from articles.sourcing.admin.evidence import EvidenceAdmin, EvidenceInline
from articles.sourcing.admin.identities import ProtectedSources
from articles.sourcing.admin.opening import OpenTermsPage
from articles.sourcing.admin.sources import SourceAdmin, StatementsFollow
from articles.sourcing.admin.statements import StatementAdmin
from articles.sourcing.admin.verified import VerifiedSourceAdmin
from articles.sourcing.source_desk.fix_pages import FixPage, StatementFixAdmin
from articles.sourcing.source_desk.pages import SourceDeskPages
from articles.sourcing.source_desk.removal_pages import RemovalRequestAdmin
from articles.sourcing.sweep.pages import SweepPages


@admin.register(Article)
class ArticleDesk(
    KeptWords,
    WritingForm,
    PreviewLinks,
    SweepPages,
    NotesBelow,
    Planning,
    DayPages,
    ApprovalVerb,
    UnnamedSourcesPage,
    ErrorsBeside,
    StatementsFollow,
    CommentsWaitingColumn,
    ArticleAdmin,
):
    list_display = [*ArticleAdmin.list_display[:4], "comments_waiting", *ArticleAdmin.list_display[4:]]


class CommentDesk(ReaderData, CommentAdmin):
    """The queue of comments, and what the desk does for a reader who asks for their data."""


class PictureDesk(Audited, PictureAdmin):
    """Pictures lie below publishing, where the audit log is; so they meet here."""


class SourceDesk(ProtectedSources, SourceDeskPages, SourceAdmin):
    """The record of a source, and the source desk beside it."""


class StatementDesk(OpenTermsPage, FixPage, StatementAdmin):
    """A statement, and below it what shows that it was made."""

    inlines = [EvidenceInline]


class FrontPageDesk(FrontPageAdmin):
    """The draft is filled and previewed as the readers' pages fill and draw it."""

    draw = staticmethod(draw_draft)
    fill = staticmethod(stories_of_draft)


admin.site.register(AuditEntry, AuditEntryAdmin)
admin.site.register(Author, AuthorAdmin)
admin.site.register(Ban, BanAdmin)
admin.site.register(Banner, BannerAdmin)
admin.site.register(Comment, CommentDesk)
admin.site.register(Correction, CorrectionAdmin)
admin.site.register(Discussion, DiscussionAdmin)
admin.site.register(ErrorReport, ErrorReportAdmin)
admin.site.register(Evidence, EvidenceAdmin)
admin.site.register(FrontEdition, FrontEditionAdmin)
admin.site.register(ImportedDocument, ImportedDocumentAdmin)
admin.site.register(ListedWord, ListedWordAdmin)
admin.site.register(Notice, NoticeAdmin)
admin.site.register(Picture, PictureDesk)
admin.site.register(ReaderWarning, ReaderWarningAdmin)
admin.site.register(RemovalRequest, RemovalRequestAdmin)
admin.site.register(Report, ReportAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(Slot, FrontPageDesk)
admin.site.register(Source, SourceDesk)
admin.site.register(StageMove, StageMoveAdmin)
admin.site.register(Statement, StatementDesk)
admin.site.register(StatementFix, StatementFixAdmin)
admin.site.register(StatementOfReasons, StatementOfReasonsAdmin)
admin.site.register(Topic, TopicAdmin)
admin.site.register(VerifiedSource, VerifiedSourceAdmin)

admin.site.unregister([Group, User])
# A reader proves an address by signing in with it and adds a passkey by having it; nobody does either for them.
admin.site.unregister([EmailAddress, Authenticator])
admin.site.register(Group, GroupDesk)
admin.site.register(User, AccountAdmin)
