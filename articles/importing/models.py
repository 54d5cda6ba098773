"""ImportedDocument: the bytes that came in, kept with the article that was made of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ImportedDocument(models.Model):
    """The original bytes of a document, by whom and when, and what the reader made of them.

    `article` is null while a document is held: it seems to hold several articles, and a person must decide.
    """

    class Status(models.TextChoices):
        IMPORTED = "imported", _("imported")
        NEEDS_REVIEW = "needs_review", _("needs review")
        HELD = "held", _("held: no article was made")

    article = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("article")
    )
    digest = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the bytes."))
    text_digest = models.CharField(
        max_length=64, blank=True, db_index=True, editable=False, help_text="SHA-256 of the words, whatever the bytes."
    )
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField(_("bytes"))
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status)
    report = models.JSONField(_("what the reader found"), default=dict, blank=True)
    received = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("received by"),
    )

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        ordering = ["-received", "-pk"]
        indexes = [models.Index(fields=["-received", "-id"], name="document_newest")]
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="held", article__isnull=True) | (~Q(status="held") & Q(article__isnull=False)),
                name="imported_document_has_an_article_unless_held",
            ),
        ]

    def __str__(self):
        return self.file_name or self.digest[:12]
