"""What the list of articles says of comments: how many wait, with the way to them."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comments.models import Comment


class CommentsWaitingColumn(admin.ModelAdmin):
    """For the admin of Article: how many comments wait, with the way to them."""

    def get_queryset(self, request):
        waiting = Comment.objects.waiting().filter(article=OuterRef("pk")).order_by().values("article")
        counted = Coalesce(Subquery(waiting.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField()), 0)
        return super().get_queryset(request).annotate(comments_waiting_count=counted)

    @admin.display(description=gettext_lazy("comments waiting"), ordering="comments_waiting_count")
    def comments_waiting(self, article):
        if not article.comments_waiting_count:
            return None
        url = reverse("admin:articles_comment_changelist", query={"article__id__exact": article.pk})
        words = '<a href="{}">{}<span class="where-stacked"> {}</span></a>'
        return format_html(words, url, article.comments_waiting_count, _("waiting"))
