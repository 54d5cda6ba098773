"""What judging keeps: the word list, bans, counters of the rates, the key of the day, and the filters that were learnt."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.comments.judging.folding import words_of


class ListedWordQuerySet(models.QuerySet):
    def in_force(self, language: str, article_id: int):
        """Those that count for a comment in `language` ("" for unknown: then all do) under this article."""
        rows = self.exclude(allowed_in=article_id)
        return rows.filter(language__in=["", language]) if language else rows


class ListedWord(models.Model):
    """A word or phrase that makes a comment wait, or not be taken. Found as whole words only, in whatever disguise.

    `folded` is how it is looked for: folded words, one blank between them (judging/folding.py).
    """

    class Verdict(models.TextChoices):
        HOLD = "hold", _("wait for a moderator")
        REFUSE = "refuse", _("not taken")

    word = models.CharField(_("word or phrase"), max_length=100, help_text=_("For example: casino bonus"))
    folded = models.CharField(max_length=200, editable=False)
    language = models.CharField(
        _("language"),
        max_length=16,
        blank=True,
        help_text=_("Only in comments of this language, such as “en” or “de”. Empty: in all."),
    )
    verdict = models.CharField(_("comments with it"), max_length=10, choices=Verdict, default=Verdict.HOLD)
    note = models.CharField(_("note"), max_length=200, blank=True, help_text=_("Why it is on the list, for others."))
    allowed_in = models.ManyToManyField(
        "articles.Article",
        blank=True,
        related_name="+",
        verbose_name=_("allowed under"),
        help_text=_("Stories whose subject makes the word an ordinary one."),
    )

    objects = ListedWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word that comments wait for")
        verbose_name_plural = _("words that comments wait for")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["folded", "language"], name="listed_word_once_a_language"),
            models.CheckConstraint(condition=~Q(folded=""), name="listed_word_has_letters"),
        ]

    def __str__(self):
        return self.word

    def save(self, *args, **kwargs):
        self.folded = " ".join(words_of(self.word))
        super().save(*args, **kwargs)


class BanQuerySet(models.QuerySet):
    def in_force(self, at=None):
        moment = at or timezone.now()
        return self.filter(
            Q(until__isnull=True) | Q(until__gt=moment),
            Q(lifted_at__isnull=True) | Q(lifted_at__gt=moment),
            created__lte=moment,
        )


class Ban(models.Model):
    """A reader whose comments are not taken. The address itself is not kept: `who` is its keyed digest (judging/bans.py),

    so a ban outlives the erasure of the reader's comments without naming anybody.
    """

    who = models.CharField(max_length=64, db_index=True, editable=False)
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: for good."))
    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("For the desk; the reader does not see it. Name no address here.")
    )
    comment = models.ForeignKey(
        "articles.Comment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("because of")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    created = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        ordering = ["-created", "-pk"]

    def __str__(self):
        return str(_("ban %d") % self.pk) if self.pk else str(_("ban"))


class PostingRate(models.Model):
    """How often someone posted in the present window: a row for each key, counted up in one statement (rates.py)."""

    key = models.CharField(max_length=64, primary_key=True)
    began = models.BigIntegerField(help_text="The window's beginning, in seconds of the Unix clock.")
    hits = models.PositiveIntegerField()
    expires = models.BigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.hits} since {self.began}"


class NetworkKey(models.Model):
    """The random key of a day, under which networks and addresses are counted. Older than yesterday's is deleted:

    after that nobody, we included, can tell whose the hashes were.
    """

    day = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    def __str__(self):
        return str(self.day)


class SpamFilter(models.Model):
    """What was learnt from the moderators' decisions at one time: weights, the score from which it holds, and figures.

    `weights` are numbers and nothing else: 2^18 little-endian 32-bit floats, compressed (judging/filtering.py). Reading
    them runs no code. One is in use, or none; an older one is put back by `train_comment_filter --use`.
    """

    created = models.DateTimeField(auto_now_add=True)
    in_use = models.BooleanField(default=False)
    look = models.PositiveSmallIntegerField(help_text="Version of the way features are taken (judging/features.py).")
    weights = models.BinaryField()
    intercept = models.FloatField()
    holds_from = models.FloatField(help_text="Score from which it holds a comment, 0 to 1.")
    approved = models.PositiveIntegerField(help_text="Comments it learnt from that people approved.")
    rejected = models.PositiveIntegerField(help_text="Comments it learnt from that people rejected.")
    recall = models.FloatField(null=True, help_text="Share of the rejected that it found, on stories it had not seen.")
    false_holds = models.FloatField(null=True, help_text="Share of the approved that it held, likewise.")

    class Meta:
        verbose_name = _("comment filter")
        verbose_name_plural = _("comment filters")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="one_spam_filter_in_use"),
            models.CheckConstraint(condition=Q(holds_from__gt=0, holds_from__lte=1), name="spam_filter_holds_from"),
        ]

    def __str__(self):
        return f"filter {self.pk}"

    @property
    def decisions(self) -> int:
        return self.approved + self.rejected
