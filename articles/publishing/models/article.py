"""Article: the desk's working copy. Readers never read it; they read the editions frozen from it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.publishing.querysets import ArticleQuerySet

# No vowels and no look-alikes: nothing rude can be spelt, nothing misread over the telephone.
PUBLIC_ID_LETTERS = "23456789bcdfghjkmnpqrstvwxz"
PUBLIC_ID_LENGTH = 8


def new_public_id() -> str:
    """A short, random, stable name: 27**8, about 2.8e11 of them."""
    return "".join(secrets.choice(PUBLIC_ID_LETTERS) for _letter in range(PUBLIC_ID_LENGTH))


def public_id_of(path: str) -> str:
    """The public id that ends a story's path; of another path whatever stands there."""
    return path.rstrip("/").rpartition("/")[2].rpartition("-")[2]


class Kind(models.TextChoices):
    NEWS = "news", _("news")
    ANALYSIS = "analysis", _("analysis")
    OPINION = "opinion", _("opinion")
    LIVE = "live", _("live")
    OBITUARY = "obituary", _("obituary")
    SPONSORED = "sponsored", _("sponsored")


class Stage(models.TextChoices):
    """Where the working copy stands at the desk. Whether readers see the story is a matter of editions, not of this."""

    PITCH = "pitch", _("pitch")
    DRAFT = "draft", _("draft")
    IN_EDIT = "in_edit", _("in edit")
    READY = "ready", _("ready")


class CommentPolicy(models.TextChoices):
    """What happens to a reader's comment: who may post, and who sees it first."""

    OFF = "off", _("off: no comments shown or taken")
    CLOSED = "closed", _("closed: shown, no new ones")
    HELD = "held", _("all wait for a moderator")
    NEWCOMERS = "newcomers", _("first comments wait, known readers appear at once")
    OPEN = "open", _("open: appear at once")


class Direction(models.TextChoices):
    LTR = "ltr", _("left to right")
    RTL = "rtl", _("right to left")


class Article(models.Model):
    """The working copy of a story. `version` counts saves; `public_id` never changes and ends every address."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    headline = models.CharField(
        _("headline"), max_length=200, help_text=_("Example: “Ferry strike enters third week”.")
    )
    headline_is_working = models.BooleanField(
        _("working headline"),
        default=False,
        help_text=_("Ticked when the headline was taken from the first sentence of a document that had none."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        blank=True,
        help_text=_(
            "Words of the address. Left empty, they are made of the headline when the story is first published."
        ),
    )
    kicker = models.CharField(
        _("kicker"), max_length=60, blank=True, help_text=_("Above the headline. Example: “Ports”.")
    )
    standfirst = models.CharField(
        _("standfirst"), max_length=400, blank=True, help_text=_("One or two sentences under the headline.")
    )
    body = models.TextField(_("body"), blank=True)
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="articles", verbose_name=_("section"))
    authors = models.ManyToManyField(
        "articles.Author",
        through="articles.ArticleAuthor",
        blank=True,
        related_name="articles",
        verbose_name=_("authors"),
    )
    byline = models.CharField(
        _("byline as printed"),
        max_length=200,
        blank=True,
        help_text=_("Only for copy whose author has no page here. Example: “By our correspondent in Westport”."),
    )
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="articles", verbose_name=_("topics"))
    lead_picture = models.ForeignKey(
        "articles.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lead_of",
        verbose_name=_("lead picture"),
    )
    lead_alt = models.CharField(
        _("alternative text here"),
        max_length=300,
        blank=True,
        db_default="",
        help_text=_("What it shows, as this story needs it said. Left empty: the text of the library."),
    )
    lead_decorative = models.BooleanField(
        _("decorative here"),
        default=False,
        db_default=False,
        help_text=_("Tick only when here it adds nothing that the text does not say."),
    )
    publisher = models.ForeignKey(
        "articles.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_articles",
        verbose_name=_("publisher"),
        help_text=_("Where the copy came from, when it is not our own. Example: a news agency."),
    )
    original_url = models.URLField(
        _("original address"), blank=True, help_text=_("Where the copy was first published.")
    )
    original_date = models.DateField(_("date on the original"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True, help_text=_("Example: “CC BY 4.0”, “agency”."))
    dateline = models.CharField(_("dateline"), max_length=100, blank=True, help_text=_("Example: “WESTPORT”."))
    language = models.CharField(
        _("language"), max_length=16, blank=True, help_text=_("A language code: en, ar, pt-br.")
    )
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.LTR)
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
        help_text=_(
            "The same story in the language it was first written in. Readers of each find the others once both are live."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWS)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.DRAFT)
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("It cannot be published for a moment before this one.")
    )
    comment_policy = models.CharField(_("comments"), max_length=20, choices=CommentPolicy, default=CommentPolicy.HELD)
    priority = models.PositiveSmallIntegerField(
        _("priority"),
        default=0,
        help_text=_("0 is ordinary. Among the newest stories, the highest leads the front page."),
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_stories",
        verbose_name=_("reporter"),
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="edited_stories",
        verbose_name=_("editor"),
    )
    due = models.DateTimeField(_("due"), null=True, blank=True, help_text=_("When the copy is expected."))
    wanted_length = models.PositiveIntegerField(
        _("wanted length"), null=True, blank=True, help_text=_("In words. Example: 600.")
    )
    planned_for = models.DateField(
        _("planned for"),
        null=True,
        blank=True,
        help_text=_("The day it should appear; the budget and calendar show it."),
    )
    legal_hold = models.BooleanField(
        _("legal hold"), default=False, help_text=_("Ticked, it cannot be published until a lawyer has cleared it.")
    )
    not_for_publication = models.BooleanField(
        _("not for publication"), default=False, help_text=_("Background for the desk only; never to be published.")
    )
    unverified = models.TextField(
        _("what could not be verified"),
        blank=True,
        help_text=_("Readers see it beside the sources. Example: “We could not confirm the number of berths.”"),
    )
    how_reported = models.TextField(
        _("how we reported this"),
        blank=True,
        help_text=_("Readers see it beside the sources. Example: “We spoke to nine crew members and read the log.”"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-modified", "-pk"]
        indexes = [
            models.Index(fields=["-modified", "-id"], name="article_newest_at_the_desk"),
            models.Index(fields=["stage", "-modified"], name="article_by_stage"),
            models.Index(fields=["due"], name="article_due", condition=Q(due__isnull=False)),
            models.Index(fields=["planned_for"], name="article_planned", condition=Q(planned_for__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(headline=""), name="article_has_a_headline"),
        ]
        permissions = [
            ("publish_article", _("Can publish and schedule articles")),
            ("withdraw_article", _("Can withdraw articles")),
        ]

    def __str__(self):
        return self.headline

    def save(self, *args, **kwargs):
        if self.pk and not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)

    def address(self) -> str:
        """The path this working copy would be published at: `/<section>/<slug>-<public_id>/`. Reads the section."""
        words = self.slug or slugify(self.headline)[:80].rstrip("-")
        return f"/{self.section.slug}/{f'{words}-' if words else ''}{self.public_id}/"

    def cache_tags(self) -> list[str]:
        return [f"article:{self.pk}"]


class ArticleAuthor(models.Model):
    """One author's place in a byline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="article_authors")
    author = models.ForeignKey(
        "articles.Author", models.PROTECT, related_name="article_authors", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=60, blank=True, help_text=_("Example: “reporting from Westport”."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("author of the article")
        verbose_name_plural = _("authors of the article")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="article_author_once")]

    def __str__(self):
        return str(self.author)
