"""Comment: what a reader said under an article, in answer to which edition, and whether others see it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.comments.paragraphs import to_html
from articles.comments.querysets import CommentQuerySet

UNDATED_WITHIN = timedelta(minutes=10)  # an import of many comments takes seconds; no page is printed that fresh
MAX_PASSAGE = 500  # characters: a sentence or two of the story
MAX_LENGTH = 5000  # characters, as at the papers whose comment sections work (The Guardian: 5,000)


class Reason(models.TextChoices):
    """The codes of the rules in judging.PHASES, in a moderator's words."""

    CLOSED = "closed", _("comments are closed")
    BANNED = "banned", _("the reader is banned")
    SHAPE = "shape", _("size or shape")
    TRAP = "trap", _("filled in the field for programs")
    FORM = "form", _("sent faster than anyone types, or not by our form")
    OLD_FORM = "old_form", _("the form was a day old")
    RATE = "rate", _("too many in a short time")
    REPEAT = "repeat", _("says what others just said, or begins as they do")
    LINKS = "links", _("holds links")
    MANY_LINKS = "many_links", _("too many links for a first comment")
    WORD = "word", _("holds words of the list")
    SPAM = "spam", _("like comments that were rejected")
    RECORD = "record", _("the reader’s comments are often rejected")
    HELD = "held", _("every comment on this story waits")
    NEWCOMER = "newcomer", _("one of this reader’s first comments")
    OUTSIDE = "outside", _("the outside check")
    SLOW = "slow", _("this conversation is slowed down")


class Comment(models.Model):
    """One comment. `thread` is the comment that began the conversation (null for that one), `parent` the one answered.

    That a parent stands in the same article and the same thread is held by database triggers (comments/triggers.py).
    `status` and what goes with it are written by posting.post, by the verbs of moderation/ and by its writer's (own/). `reasons` is a
    list of objects with `rule` (a Reason), `match` (what was found, may be empty), `version` (of the rules or the filter)
    and, where there is one, `score`. `key` is a digest, see posting.py; so are `digest` of the text and `opening` of how
    it begins (judging/folding.py), by which copies are found: whoever erases a text empties them, too.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        DELETED = "deleted", _("deleted by its writer")

    class Badge(models.TextChoices):
        """Who speaks, beyond the name: found when it is posted (badges.py) and said in words."""

        STAFF = "staff", _("of the newsroom")
        AUTHOR = "author", _("wrote this story")
        SOURCE = "source", _("quoted in this story, identity checked")

    class Tell(models.TextChoices):
        """Whether its writer is told of answers by mail."""

        NEVER = "", _("no mail")
        EACH = "each", _("a mail for each answer")
        DAILY = "daily", _("one mail a day")

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="comments", verbose_name=_("article"))
    edition = models.ForeignKey(
        "articles.Edition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The edition that was live when it was posted; null for comments that came with a document.",
    )
    thread = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="thread_comments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    author_name = models.CharField(_("name"), max_length=80, blank=True)
    author_email = models.EmailField(_("e-mail"), blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="comments")
    text = models.TextField(_("text"), validators=[MaxLengthValidator(MAX_LENGTH)])
    passage = models.CharField(
        _("passage it answers"),
        max_length=MAX_PASSAGE,
        blank=True,
        default="",
        db_default="",
        help_text=_("Words of the story as they stood in the edition that it answers."),
    )
    badge = models.CharField(_("badge"), max_length=10, choices=Badge, blank=True, default="", db_default="")
    tell = models.CharField(_("mail for answers"), max_length=10, choices=Tell, blank=True, default="", db_default="")
    language = models.CharField(max_length=16, blank=True)
    direction = models.CharField(max_length=4, default="auto")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.WAITING)
    reasons = models.JSONField(_("why it waits"), default=list, blank=True)
    score = models.FloatField(
        _("likeness to rejected ones"), null=True, blank=True, help_text="What the filter said, 0 to 1; null: nothing."
    )
    filter_version = models.PositiveIntegerField(null=True, blank=True, help_text="Which filter said so.")
    digest = models.CharField(max_length=32, null=True, blank=True, editable=False)
    opening = models.CharField(max_length=32, null=True, blank=True, editable=False)
    key = models.CharField(
        max_length=64, unique=True, null=True, blank=True, help_text="Idempotency key: one submission, one comment."
    )
    imported = models.BooleanField(_("came with a document"), default=False)
    edited_at = models.DateTimeField(_("edited by its writer"), null=True, blank=True, editable=False)
    edited_unseen = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="Edited since a person last decided on it."
    )
    seen_text = models.TextField(
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="What it said when readers first saw it, or a person last decided, while its writer changed it since.",
    )
    featured_at = models.DateTimeField(_("featured since"), null=True, blank=True, editable=False)
    featured_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    recommendations = models.PositiveIntegerField(_("recommended"), default=0, db_default=0, editable=False)
    open_reports = models.PositiveIntegerField(_("open reports"), default=0, db_default=0, editable=False)
    reply_count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="Of a thread's first comment: approved replies (counts.py)."
    )
    # What the moderators' queue is made of. The database keeps it true, so no verb can forget it.
    needs_eyes = models.GeneratedField(
        expression=Case(
            When(Q(status="waiting"), then=Value(True)),
            When(Q(status="approved") & (Q(open_reports__gt=0) | Q(edited_unseen=True)), then=Value(True)),
            default=Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    posted = models.DateTimeField(_("posted"), help_text="When the reader sent it; for imported ones as printed.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["article", "status", "thread", "posted"], name="comment_of_article"),
            models.Index(fields=["status", "-created", "-id"], name="comment_queue"),
            models.Index(fields=["-created", "-id"], name="comment_newest"),  # the desk's list of all comments
            models.Index(fields=["author_email", "status"], name="comment_record_of_author"),
            models.Index(fields=["digest", "posted"], name="comment_same_text", condition=Q(digest__isnull=False)),
            models.Index(fields=["opening", "posted"], name="comment_alike", condition=Q(opening__isnull=False)),
            models.Index(fields=["-created", "-id"], name="comment_needs_eyes", condition=Q(needs_eyes=True)),
            # One for each of the queue's filters: a flood of one kind must not be walked to find those of another.
            models.Index(
                fields=["-created", "-id"],
                name="comment_reported",
                condition=Q(needs_eyes=True, open_reports__gt=0),
            ),
            models.Index(
                fields=["-created", "-id"],
                name="comment_edited",
                condition=Q(needs_eyes=True, status="approved", edited_unseen=True),
            ),
            models.Index(fields=["thread", "status", "posted", "id"], name="comment_of_thread"),
            models.Index(
                fields=["article", "-recommendations", "-id"],
                name="comment_most_recommended",
                condition=Q(thread__isnull=True, status__in=["approved", "deleted"]),
            ),
            models.Index(  # a deleted one that began a thread keeps its place
                fields=["article", "posted", "id"],
                name="comment_first_of_story",
                condition=Q(thread__isnull=True, status__in=["approved", "deleted"]),
            ),
            models.Index(
                fields=["article", "featured_at"], name="comment_featured", condition=Q(featured_at__isnull=False)
            ),
            models.Index(
                fields=["article", "-posted", "-id"], name="comment_newest_of_story", condition=Q(status="approved")
            ),
            models.Index(fields=["user", "-posted"], name="comment_of_user", condition=Q(user__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | Q(status="deleted"), name="comment_has_a_text"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, thread__isnull=True) | Q(parent__isnull=False, thread__isnull=False),
                name="comment_reply_has_parent_and_thread",
            ),
        ]
        permissions = [
            ("moderate_comment", _("Can approve and reject comments")),
            ("erase_reader", _("Can erase a reader’s data")),
        ]

    def __str__(self):
        return f"{self.author_name or _('Anonymous')}: {self.text[:60]}"

    @property
    def reasons_in_words(self) -> list[str]:
        """Why it was held, for moderators: “holds links (2 links)”. A code that is no longer known stands as it is."""
        words = dict(Reason.choices)
        return [
            f"{words.get(reason['rule'], reason['rule'])}" + (f" ({reason['match']})" if reason.get("match") else "")
            for reason in self.reasons
        ]

    @property
    def shown_at(self) -> datetime | None:
        """The moment that readers are told. None for an imported comment without a printed date: it bears the import's."""
        if self.imported and abs(self.created - self.posted) < UNDATED_WITHIN:
            return None
        return self.posted

    @property
    def text_html(self) -> SafeString:
        """The text in paragraphs, everything escaped, addresses as links."""
        return to_html(self.text)

    def cache_tags(self) -> list[str]:
        return [f"comments:{self.article_id}"]
