"""What surrounds a story while people work on it: autosaves, presence, notes, notices, preview links, the clockwork."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

USER = settings.AUTH_USER_MODEL


class Autosave(models.Model):
    """What one person has typed into one article and not saved yet. One row a person and article, never in the history.

    `fields` holds only what differs from the article as it was at `base_version`: form field name to value.
    `page` is the opened form that wrote it last, and `sequence` counts what that form sent: another form of the same
    person never writes over it unasked, and a late delivery never over a newer one.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="autosaves")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    base_version = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    page = models.CharField(max_length=16, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    saved = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="autosave_once_per_person")]

    def __str__(self):
        return f"{self.user}: {self.article_id}"


class Presence(models.Model):
    """Someone has an article's form open. `owner` is the soft lock: at most one person an article has it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen = models.DateTimeField()
    owner = models.BooleanField(default=False)

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["seen"], name="presence_seen")]
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_once_per_person"),
            models.UniqueConstraint(fields=["article"], condition=Q(owner=True), name="presence_one_owner"),
        ]

    def __str__(self):
        return f"{self.user}: {self.article_id}"


class Note(models.Model):
    """A remark on an article, or on the passage `quote` that stood between `before` and `after`; replies have a parent."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=4000)
    quote = models.CharField(max_length=400, blank=True)
    before = models.CharField(max_length=60, blank=True)
    after = models.CharField(max_length=60, blank=True)
    mentions: models.ManyToManyField = models.ManyToManyField(USER, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(USER, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_has_a_text"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(quote=""), name="note_reply_has_no_passage_of_its_own"
            ),
        ]

    def __str__(self):
        return self.text[:60]


class Notice(models.Model):
    """Something one person should know: an assignment, a mention, an approval, a story that failed. Read once, kept."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("assigned to you")
        MENTIONED = "mentioned", _("mentioned you")
        APPROVED = "approved", _("approved")
        TAKEN_OVER = "taken_over", _("taken over")
        FAILED = "failed", _("failed")
        LIVE = "live", _("went live")
        ENDED = "ended", _("ended")
        ERROR = "error", _("error reported")

    user = models.ForeignKey(USER, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField(max_length=300)
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["user", "read_at", "-created"], name="notice_of_person"),
            models.Index(fields=["user", "-created", "-id"], name="notice_newest_of_person"),
        ]

    def __str__(self):
        return self.text


class PreviewLink(models.Model):
    """A way for someone without an account to read one working copy. The token is signed; only its hash is kept."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("for whom"), max_length=120, help_text=_("Example: “Lawyer, R. Osei”."))
    may_approve = models.BooleanField(_("may approve"), default=False)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    expires = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created", "-pk"]

    def __str__(self):
        return self.label


class PreviewRead(models.Model):
    """One opening of a preview link, or one press of its “approve”. No address is kept."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="reads")
    revision = models.ForeignKey("articles.Revision", models.CASCADE, null=True, related_name="+")
    verb = models.CharField(max_length=20, default="read")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.verb} {self.at:%F %T}"


class Tick(models.Model):
    """One run of the periodic command that announces what went live or ended. Nothing readers see waits for it."""

    started = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)
    announced = models.PositiveIntegerField(default=0)
    failures = models.JSONField(default=list)

    class Meta:
        ordering = ["-started", "-pk"]

    def __str__(self):
        return f"{self.started:%F %T}"
