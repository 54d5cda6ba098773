"""A person's own notices at the desk: a list to read and tick off. Everyone at the desk has theirs, nobody another's."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.desk import notices
from articles.publishing.admin.base import ReadOnlyAdmin
from articles.publishing.admin.live_state import moment


class ReadFilter(admin.SimpleListFilter):
    title = gettext_lazy("read")
    parameter_name = "read"

    def lookups(self, request, model_admin):
        return [("no", _("not read")), ("yes", _("read"))]

    def queryset(self, request, queryset):
        return queryset.filter(read_at__isnull=self.value() == "no") if self.value() else queryset


class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["text_shown", "kind", "story", "created_shown", "read_shown"]
    list_display_links = None
    list_filter = [ReadFilter, "kind"]
    actions = ["mark_read"]
    fields = ["text", "kind", "story", "created_shown", "read_shown"]
    readonly_fields = fields

    def get_queryset(self, request):
        return super().get_queryset(request).filter(user=request.user).select_related("article").defer("article__body")

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    @admin.display(description=gettext_lazy("notice"))
    def text_shown(self, notice):
        return notice.text if notice.read_at else format_html("<b>{}</b>", notice.text)

    @admin.display(description=gettext_lazy("story"))
    def story(self, notice):
        if notice.article is None:
            return None
        url = reverse("admin:articles_article_change", args=[notice.article_id])
        return format_html('<a href="{}">{}</a>', url, notice.article.headline)

    @admin.display(description=gettext_lazy("when"), ordering="created")
    def created_shown(self, notice):
        return moment(notice.created)

    @admin.display(description=gettext_lazy("read"))
    def read_shown(self, notice):
        if notice.read_at:
            return moment(notice.read_at)
        return format_html('<span class="badge working">{}</span>', _("not read"))

    @admin.action(description=gettext_lazy("Mark as read"))
    def mark_read(self, request, queryset):
        self.tell(request, notices.mark_read(queryset, by=request.user))

    def get_urls(self):
        view = self.admin_site.admin_view(self.all_read_view)
        return [path("read/", view, name="articles_notice_all_read"), *super().get_urls()]

    def all_read_view(self, request):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.tell(request, notices.mark_read(self.get_queryset(request), by=request.user))
        return HttpResponseRedirect(reverse("admin:articles_notice_changelist"))

    def tell(self, request, count: int) -> None:
        words = ngettext("%d notice marked as read.", "%d notices marked as read.", count) % count
        self.message_user(request, words, messages.SUCCESS)
