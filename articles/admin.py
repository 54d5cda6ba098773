"""The desk on a page: what each domain defines for the admin, joined and registered here."""

from django.contrib import admin
from django.contrib.auth.models import Group, User

from articles.comments.admin import CommentAdmin, CommentsWaitingColumn
from articles.importing.admin import ImportedDocumentAdmin
from articles.models import (
    Article,
    AuditEntry,
    Author,
    Comment,
    Correction,
    ImportedDocument,
    Picture,
    Section,
    Source,
    Topic,
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
from articles.sourcing.admin import SourceAdmin, StatementDecisions, StatementInline


@admin.register(Article)
class ArticleDesk(StatementDecisions, CommentsWaitingColumn, ArticleAdmin):
    inlines = [*ArticleAdmin.inlines, StatementInline]
    list_display = [*ArticleAdmin.list_display[:4], "comments_waiting", *ArticleAdmin.list_display[4:]]


admin.site.register(AuditEntry, AuditEntryAdmin)
admin.site.register(Author, AuthorAdmin)
admin.site.register(Comment, CommentAdmin)
admin.site.register(Correction, CorrectionAdmin)
admin.site.register(ImportedDocument, ImportedDocumentAdmin)
admin.site.register(Picture, PictureAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(Source, SourceAdmin)
admin.site.register(Topic, TopicAdmin)

admin.site.unregister([Group, User])
admin.site.register(Group, GroupDesk)
admin.site.register(User, AccountAdmin)
