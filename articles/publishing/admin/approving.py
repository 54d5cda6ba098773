"""The button “Approve” among the verbs of the article's form, and the panel that says who agreed."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import approvals
from articles.publishing.admin.live_state import moment
from articles.publishing.admin.verbs import VerbsMixin, speaking_refusals
from articles.publishing.models import Approval, Article


class ApprovalVerb:
    """Joined into the admin of Article, before it. Costs the form no query."""

    actions = [*VerbsMixin.actions, "approve"]
    approval = (gettext_lazy("Approval"), {"fields": ["approvals_shown"], "classes": ["approval", "side"]})

    @admin.action(permissions=["approve"], description=gettext_lazy("Approve"), location=ActionLocation.CHANGE_FORM)
    def approve(self, request, queryset):
        """The form is saved first, as with every verb: whoever changed a word in it has to ask someone else."""
        article = queryset.get()
        with speaking_refusals(request):
            approvals.approve(article, by=request.user)
            self.message_user(request, _("Approved. The text may be published as it stands."), messages.SUCCESS)
        return self.back_to(article)

    def has_approve_permission(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("articles.add_approval")

    def verbs_for(self, request, article: Article | None) -> list[dict]:
        verbs = super().verbs_for(request, article)
        if article is not None and article.section.needs_approval and self.has_approve_permission(request):
            verbs.insert(0, {"name": "approve", "label": _("Approve"), "style": "quiet"})
        return verbs

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is not None and obj.section.needs_approval:
            fieldsets.insert(1, self.approval)
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "approvals_shown"]

    def get_object(self, request, object_id, from_field=None):
        request.desk_wants_approval = True
        return super().get_object(request, object_id, from_field)

    def get_queryset(self, request):
        """On the form: with the newest approval, in the query that loads the article."""
        articles = super().get_queryset(request)
        if not getattr(request, "desk_wants_approval", False):
            return articles
        given = Approval.objects.filter(revision__article=OuterRef("pk")).order_by("-at", "-pk")
        who = Coalesce("user__username", "name")
        return articles.annotate(
            approved_by=Subquery(given.values(who=who)[:1]),
            approved_at=Subquery(given.values("at")[:1]),
            approved_revision=Subquery(given.values("revision__number")[:1]),
        )

    @admin.display(description=gettext_lazy("a second person"))
    def approvals_shown(self, article):
        if not getattr(article, "approved_at", None):
            return format_html('<span class="quiet">{}</span>', _("None yet. This section asks for one."))
        values = (article.approved_by, moment(article.approved_at), _("revision %d") % article.approved_revision)
        return format_html("<b>{}</b>, {} ({})", *values)
