"""Comments at the desk: the queue of what needs eyes (desk/pages.py), beside it the list of all, and one comment alone.

What a reader wrote is edited by no one.
"""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from articles.comments import moderation
from articles.comments.desk import finding
from articles.comments.desk.pages import QueuePages
from articles.comments.desk.reader_pages import ReaderPages
from articles.comments.models import Comment
from articles.publishing.admin.live_state import moment

DECISION = (
    '<button type="submit" class="decision {}" formaction="{}">{} <span class="visually-hidden">{}</span></button>'
)

ON_MANY = {
    "approve": (moderation.approve_all, ngettext_lazy("%d comment approved.", "%d comments approved.")),
    "reject": (moderation.reject_all, ngettext_lazy("%d comment rejected.", "%d comments rejected.")),
}


class StatusFilter(admin.SimpleListFilter):
    """The queue shows what waits; the rest is a choice away."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [*Comment.Status.choices, ("all", _("all"))]

    def choices(self, changelist):
        chosen = self.value() or Comment.Status.WAITING
        for value, words in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": words,
            }

    def queryset(self, request, queryset):
        chosen = self.value() or Comment.Status.WAITING
        return queryset.filter(status=chosen) if chosen in Comment.Status.values else queryset


class CommentAdmin(QueuePages, ReaderPages):
    list_display = ["remark", "article_shown", "reasons_shown", "posted_shown"]
    list_display_links = None
    list_filter = [StatusFilter, "imported"]
    list_per_page = 50
    paginator = finding.CountedToMost
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ["text", "author_name", "author_email", "article__headline"]
    search_help_text = gettext_lazy("Words of a comment, a reader’s name or e-mail, or a headline.")
    actions = ["approve_selected", "reject_selected"]
    fields = [
        "article",
        "author_name",
        "author_email",
        "text",
        "parent",
        "status",
        "reasons_shown",
        "posted",
        "decided_by",
        "decided_at",
        "imported",
    ]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_moderate_permission(self, request) -> bool:
        return request.user.has_perm("articles.moderate_comment")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article", "parent", "decided_by").defer("article__body")

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        if finding.looks_at_newest_alone(search_term):
            told = _("Words of one or two letters are looked for in the newest 20,000 comments only. Add a longer one.")
            self.message_user(request, told, messages.INFO)
        return finding.holding(queryset, search_term), False

    @admin.display(description=gettext_lazy("comment"))
    def remark(self, comment):
        url = reverse("admin:articles_comment_change", args=[comment.pk])
        return format_html(
            '<div class="remark"><a href="{}">{}</a> <span class="quiet">{}</span><p dir="auto">{}</p></div>',
            url,
            comment.author_name or _("Anonymous"),
            comment.author_email,
            comment.text,
        )

    @admin.display(description=gettext_lazy("article"), ordering="article__headline")
    def article_shown(self, comment):
        url = reverse("admin:articles_article_change", args=[comment.article_id])
        return format_html('<a href="{}">{}</a>', url, comment.article.headline)

    @admin.display(description=gettext_lazy("why it waits"))
    def reasons_shown(self, comment):
        return "; ".join(str(words) for words in comment.reasons_in_words) or self.get_empty_value_display()

    @admin.display(description=gettext_lazy("posted"), ordering="posted")
    def posted_shown(self, comment):
        return moment(comment.posted)

    def get_list_display(self, request):
        """The buttons of each row post the list's own form, token and all, to the address of the decision."""
        columns = super().get_list_display(request)
        if not self.has_moderate_permission(request):
            return columns
        context = {"opts": self.opts, "preserved_filters": self.get_preserved_filters(request)}

        @admin.display(description=gettext_lazy("decide"))
        def decide(comment):
            if not moderation.may_decide(request.user, comment):
                return _("not a section of yours")
            choices = [
                ("approve", _("Approve"), Comment.Status.APPROVED),
                ("reject", _("Reject"), Comment.Status.REJECTED),
            ]
            rows = (
                (
                    verb,
                    add_preserved_filters(context, reverse(f"admin:articles_comment_{verb}", args=[comment.pk])),
                    label,
                    _("the comment by %s") % (comment.author_name or _("Anonymous")),
                )
                for verb, label, status in choices
                if comment.status != status
            )
            return format_html('<div class="decide">{}</div>', format_html_join("", DECISION, rows))

        return [*columns, decide]

    @admin.action(
        permissions=["moderate"],
        description=gettext_lazy("Approve"),
        description_plural=gettext_lazy("Approve the selected comments"),
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def approve_selected(self, request, queryset):
        self.decide_on(request, queryset, "approve")

    @admin.action(
        permissions=["moderate"],
        description=gettext_lazy("Reject"),
        description_plural=gettext_lazy("Reject the selected comments"),
        location=[ActionLocation.CHANGE_LIST, ActionLocation.CHANGE_FORM],
    )
    def reject_selected(self, request, queryset):
        self.decide_on(request, queryset, "reject")

    def decide_on(self, request, queryset, verb: str) -> None:
        decide_all, told = ON_MANY[verb]
        count = decide_all(self.allowed(request, queryset, verb), by=request.user)
        self.message_user(request, told % count, messages.SUCCESS)

    def allowed(self, request, queryset, verb: str):
        """The ticked comments without those of other people's sections, which are told and logged."""
        allowed, refused = moderation.split(queryset, by=request.user)
        if refused:
            moderation.log_refused(refused, verb, by=request.user)
            told = ngettext(
                "%d comment was left as it is: its story stands in a section that is not one of yours.",
                "%d comments were left as they are: their stories stand in sections that are not yours.",
                len(refused),
            )
            self.message_user(request, told % len(refused), messages.WARNING)
        return allowed

    def get_urls(self):
        decisions = [
            path(
                f"<path:object_id>/{verb}/",
                self.admin_site.admin_view(self.decision_view),
                {"verb": verb},
                name=f"articles_comment_{verb}",
            )
            for verb in ("approve", "reject")
        ]
        return decisions + super().get_urls()

    def decision_view(self, request, object_id, verb):
        """One comment, one click; back to the queue as it was filtered."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied(_("You may not decide on comments. Ask a moderator."))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        comment = self.get_object(request, unquote(object_id))
        if comment is None:
            raise Http404(_("There is no such comment."))
        decide, told = {
            "approve": (moderation.approve, _("Approved: the comment by %s.")),
            "reject": (moderation.reject, _("Rejected: the comment by %s.")),
        }[verb]
        decide(comment, by=request.user)
        self.message_user(request, told % (comment.author_name or _("Anonymous")), messages.SUCCESS)
        context = {"opts": self.opts, "preserved_filters": self.get_preserved_filters(request)}
        return HttpResponseRedirect(add_preserved_filters(context, reverse("admin:articles_comment_changelist")))
