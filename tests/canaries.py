"""A newsroom full of secrets: every text that readers may not know holds a word of its own, found nowhere else.

Texts are filled field by field from the models, so a field that is added later has its canary without a new line here.
"""

from __future__ import annotations

import random
import re
import string
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from articles.desk.previews import digest_of
from articles.fronts import launching
from articles.models import (
    AnonymityConsent,
    Article,
    ArticleAuthor,
    Author,
    Banner,
    Comment,
    Correction,
    Edition,
    ImportedDocument,
    Picture,
    PreviewLink,
    Role,
    Section,
    Slot,
    Source,
    Statement,
    Topic,
)
from articles.publishing import revisions, workflow
from articles.publishing.models.article import PUBLIC_ID_LETTERS, Stage
from tests.canaries_of_the_desk import desk_talk
from tests.world import past_the_checks

CANARY = re.compile(r"zq[a-z]{9}x")
UNKNOWN_WORD = "zqzzzzzzzzzx"  # looks like a canary and stands nowhere
UNKNOWN_ID = PUBLIC_ID_LETTERS[-1] * 8
# What is not free text: chosen from a list, made by the program, or checked for its form.
NOT_TEXT = {"public_id", "language", "direction", "digest", "anchor_digest", "key", "rule", "encoding"}
# Of what belongs to a live story, readers still may not know these.
PRIVATE = {
    ("source", "contact"), ("source", "notes"), ("source", "aliases"), ("picture", "title"), ("comment", "author_email"),
    ("statement", "waiver_reason"), ("importeddocument", "file_name"),
}  # fmt: skip


class Canaries:
    """Hands out words and remembers what each stands for. `secret` and `public` map a word to its place."""

    def __init__(self):
        self.secret: dict[str, str] = {}
        self.public: dict[str, str] = {}
        self.secret_ids: set[str] = set()
        # Drawn the same way each time, and far from one another: the search takes a word that was nearly typed for the
        # one that was meant.
        self._letters = random.Random("canaries")

    def word(self, place: str, *, public: bool = False) -> str:
        word = f"zq{''.join(self._letters.choices(string.ascii_lowercase[:-1], k=9))}x"
        assert word not in self.secret
        assert word not in self.public
        (self.public if public else self.secret)[word] = place
        return word

    def texts(self, model: type[models.Model], place: str, *, known: bool = False, **given) -> dict:
        """Values for every free text of `model`, besides `given`."""
        name = model._meta.model_name
        for field in model._meta.concrete_fields:
            if field.name in given or field.choices or field.name in NOT_TEXT or field.is_relation:
                continue
            word = lambda field=field: self.word(  # noqa: E731 - drawn only for fields that take it
                f"{place}: {name}.{field.name}", public=known and (name, field.name) not in PRIVATE
            )
            if isinstance(field, models.URLField):
                given[field.name] = f"https://{word()}.example/"
            elif isinstance(field, models.EmailField):
                given[field.name] = f"{word()}@example.org"
            elif isinstance(field, models.JSONField):
                given[field.name] = [word()]
            elif isinstance(field, models.CharField | models.TextField) and field.default in ("", models.NOT_PROVIDED):
                given[field.name] = (
                    f"<p>The {word()} left.</p>" if (name, field.name) == ("article", "body") else word()
                )
        return given


@past_the_checks()
def build(canaries: Canaries) -> Edition:
    """The whole world; returns the live story that readers may know, the positive control."""
    desk = get_user_model().objects.create_user(canaries.word("account"), canaries.word("account") + "@example.org")
    section = Section.objects.create(**canaries.texts(Section, "section", known=True))
    for stage in Stage.values:
        never_public(canaries, story(canaries, f"stage {stage}", section, stage=stage))
    for held in ("legal_hold", "not_for_publication"):
        never_public(canaries, story(canaries, held, section, **{held: True}))
    embargo = timezone.now() + timedelta(days=2)
    never_public(canaries, story(canaries, "embargoed", section, embargo_until=embargo))
    planned = story(canaries, "scheduled", section)
    workflow.schedule(planned, by=None, at=timezone.now() + timedelta(hours=1), note=canaries.word("scheduled: note"))
    never_public(canaries, planned)
    dropped = story(canaries, "schedule cancelled", section)
    workflow.schedule(dropped, by=None, at=timezone.now() + timedelta(hours=1))
    workflow.cancel_schedule(dropped, by=None)
    never_public(canaries, dropped)
    deleted(canaries, section)
    withdrawn = story(canaries, "withdrawn", section)
    workflow.publish(withdrawn, by=None)
    workflow.withdraw(withdrawn, by=None, reason="A reason for readers.")
    ended(canaries, section)
    come_back(canaries, section)
    for what, hidden in (("confidential", {"public": False}), ("unnamed", {"kind": Source.Kind.UNNAMED})):
        quoting(canaries, what, section, **hidden)
    changed_since(canaries, section, planned=False)
    changed_since(canaries, section, planned=True)
    live = control(canaries, section, desk)
    front_page(canaries, section)
    preview_links(canaries, desk)
    desk_talk(canaries, desk)
    return live


def never_public(canaries: Canaries, article: Article) -> None:
    canaries.secret_ids.add(article.public_id)


def story(canaries: Canaries, place: str, section: Section, *, known: bool = False, **given) -> Article:
    """A working copy with all that belongs to one."""
    speaker, publisher = (source(canaries, place, known=known) for _kind in range(2))
    article = Article.objects.create(
        **canaries.texts(
            Article,
            place,
            known=known,
            section=section,
            publisher=publisher,
            lead_picture=picture(canaries, place, known=known),
            language="en",
            **given,
        )
    )
    author = Author.objects.create(**canaries.texts(Author, place, known=known))
    ArticleAuthor.objects.create(**canaries.texts(ArticleAuthor, place, known=known, article=article, author=author))
    article.topics.add(Topic.objects.create(**canaries.texts(Topic, place, known=known)))
    # What was said stands in the text as printed; where and to whom is shown with the source, when at all.
    said = re.search(CANARY, article.body)[0]
    Statement.objects.create(
        **canaries.texts(
            Statement, place, known=known, article=article, source=speaker, state="accepted", words=said, quotes=[said],
            waiver_reason="",
        )
    )  # fmt: skip
    Correction.objects.create(**canaries.texts(Correction, place, known=known, article=article))
    ImportedDocument.objects.create(
        **canaries.texts(ImportedDocument, place, article=article, content=b"", size=0, status="imported"),
        digest=canaries.word(f"{place}: digest"),
    )
    revisions.record(article, user=None, note=canaries.word(f"{place}: note of a revision"))
    return article


def source(canaries: Canaries, place: str, *, known: bool = False, **given) -> Source:
    """A source with a role; `known`: its public texts are for readers."""
    made = Source.objects.create(**canaries.texts(Source, place, known=known, **given))
    Role.objects.create(**canaries.texts(Role, place, known=known, source=made))
    return made


def picture(canaries: Canaries, place: str, *, known: bool = False) -> Picture:
    digest = canaries.word(f"{place}: digest", public=known).encode().hex().ljust(64, "0")
    texts = canaries.texts(Picture, place, known=known, digest=digest, width=640, height=400)
    return Picture.objects.create(**{**texts, "master": f"masters/{digest}.jpg", "original": f"originals/{digest}.jpg"})


def deleted(canaries: Canaries, section: Section) -> None:
    article = story(canaries, "deleted", section)
    never_public(canaries, article)
    article.corrections.all().delete()
    article.documents.all().delete()
    article.delete()


def ended(canaries: Canaries, section: Section) -> None:
    """A story that readers could read until its planned end."""
    article = story(canaries, "ended", section)
    edition = workflow.publish(article, by=None)
    start, end = (timezone.now() - timedelta(hours=hours) for hours in (2, 1))
    Edition.objects.filter(pk=edition.pk).update(
        first_published=start, live_from=start, live_until=end, updated=start, ending=Edition.Ending.EXPIRED
    )


def come_back(canaries: Canaries, section: Section) -> None:
    """A live story whose first words were withdrawn, with all that belonged to them, and that came back with others."""
    article = story(canaries, "withdrawn words of a live story", section)
    workflow.publish(article, by=None)
    workflow.withdraw(article, by=None, reason="A reason for readers.")
    fresh = story(canaries, "live again", section, known=True)
    for field in (
        "headline",
        "kicker",
        "standfirst",
        "byline",
        "dateline",
        "licence",
        "unverified",
        "how_reported",
        "slug",
        "lead_alt",
    ):
        setattr(article, field, getattr(fresh, field))
    article.body, article.original_url, article.publisher = fresh.body, fresh.original_url, fresh.publisher
    article.lead_picture = fresh.lead_picture
    article.save()
    article.article_authors.all().delete()
    article.topics.set(fresh.topics.all())
    # Readers are told of corrections to a story that they can read, and of who speaks in it.
    article.corrections.all().delete()
    article.statements.all().delete()
    workflow.publish(article, by=None)
    never_public(canaries, fresh)


def quoting(canaries: Canaries, what: str, section: Section, **hidden) -> None:
    """A live story whose publisher and speaker nobody may know, with statements on every term and in every state."""
    article = story(canaries, f"quoting {what}", section, known=True)
    article.publisher = source(canaries, what, **hidden)
    article.original_url = f"https://{canaries.word(f'{what}: original address')}.example/"
    article.save()
    secret = source(canaries, what, **hidden)
    describing = described(canaries, article, secret) if secret.public else {}
    said = re.search(CANARY, article.body)[0]

    def statement(place, **fields):
        texts = canaries.texts(Statement, place, article=article, **{"source": secret, "state": "accepted", **fields})
        Statement.objects.create(**texts)

    statement(f"{what} speaks", words=said, quotes=[], waiver_reason="", **describing)
    # What may be printed without any attribution stands in the text; what was said off the record does not.
    known = source(canaries, f"{what} not_for_attribution")
    statement(
        f"{what} not_for_attribution", source=known, attribution_level="not_for_attribution", words=said, quotes=[]
    )
    unheard = source(canaries, f"{what} off_record")
    statement(f"{what} off_record", source=unheard, attribution_level="off_record", state="suggested")
    for state in ("suggested", "rejected", "waived"):
        statement(f"{what} {state}", source=source(canaries, f"{what} {state}"), state=state)
    edition = workflow.publish(article, by=None)
    Statement.objects.filter(source=unheard).update(state="accepted")
    edition.sources.add(unheard)


def described(canaries: Canaries, article: Article, unnamed: Source) -> dict[str, str]:
    """What readers may know of an unnamed source: why, and what kind of person. A second editor agreed to it."""
    place = "unnamed and described"
    unnamed.anonymity_reason = canaries.word(f"{place}: source.anonymity_reason", public=True)
    unnamed.save()
    AnonymityConsent.objects.create(article=article, source=unnamed, note=canaries.word(f"{place}: note of a consent"))
    return {"described_as": canaries.word(f"{place}: statement.described_as", public=True)}


def changed_since(canaries: Canaries, section: Section, *, planned: bool) -> None:
    """A live story whose working copy has been rewritten from end to end; `planned`: the new one is scheduled."""
    place = "planned edition of a live story" if planned else "newer draft of a live story"
    article = story(canaries, f"live under a {place}", section, known=True)
    workflow.publish(article, by=None)
    fresh = story(canaries, place, section)
    never_public(canaries, fresh)
    texts = {
        field: getattr(fresh, field) for field in ("headline", "kicker", "standfirst", "byline", "dateline", "licence")
    }
    for field, value in {**texts, "original_url": fresh.original_url, "publisher": fresh.publisher}.items():
        setattr(article, field, value)
    article.lead_picture, article.slug = fresh.lead_picture, fresh.slug
    article.body = article.body + fresh.body
    article.save()
    article.article_authors.all().delete()
    ArticleAuthor.objects.create(article=article, author=fresh.authors.get(), role=canaries.word(f"{place}: role"))
    article.topics.set(fresh.topics.all())
    # Said in the new text only, by someone readers have not met.
    for statement in fresh.statements.all():
        statement.pk = None
        statement.article = article
        statement.save()
    revisions.record(article, user=None)
    if planned:
        workflow.schedule(article, by=None, at=timezone.now() + timedelta(hours=1))


def control(canaries: Canaries, section: Section, desk) -> Edition:
    """The live story that readers may know, with comments in every state and a correction that is still to come."""
    article = story(canaries, "live", section, known=True)
    article.authors.update(user=desk)
    edition = workflow.publish(article, by=None, note=canaries.word("live: note of the edition"))
    Edition.objects.filter(pk=edition.pk).update(published_by=desk)
    later = timezone.now() + timedelta(hours=1)
    Correction.objects.create(**canaries.texts(Correction, "to come", article=article, made=later, made_by=desk))

    def comment(place, **fields):
        fields = {"article": article, "edition": edition, "posted": timezone.now(), "user": desk, **fields}
        return Comment.objects.create(
            **canaries.texts(Comment, place, known=fields["status"] == "approved", reasons=[], **fields)
        )

    approved = comment("approved comment", status="approved")
    for status in ("waiting", "rejected"):
        first = comment(f"{status} comment", status=status)
        answer = comment(f"{status} reply", status=status, thread=approved, parent=approved)
        comment(f"approved reply to a {status} one", status="approved", thread=approved, parent=answer)
        comment(f"{status} reply to a {status} one", status=status, thread=first, parent=first)
    return edition


def front_page(canaries: Canaries, section: Section) -> None:
    """A launched front and a draft after it, both with words on stories that never were public; banners to come and gone."""
    never = Article.objects.filter(public_id__in=canaries.secret_ids)

    def slots(place):
        return [
            Slot(article=article, **canaries.texts(Slot, f"{place}: {article.stage}", section=section, position=number))
            for number, article in enumerate(never)
        ]

    Slot.objects.bulk_create(slots("slot of a launched front"))
    launching.launch(by=None, note=canaries.word("note of a front"))
    Slot.objects.all().delete()
    Slot.objects.bulk_create(slots("slot of the draft"))
    launching.launch(by=None, at=timezone.now() + timedelta(hours=1), note=canaries.word("note of a planned front"))
    now = timezone.now()
    for place, start, end in (("banner gone", -2, -1), ("banner to come", 1, 2)):
        moments = {"live_from": now + timedelta(hours=start), "live_until": now + timedelta(hours=end)}
        Banner.objects.create(**canaries.texts(Banner, place, article=never[0], **moments))


def token_of(article: Article, state: str) -> str:
    """The token of the canaries' preview link to `article`; `state` is works, expired or revoked."""
    return f"canary-{state}-{article.public_id}"


def preview_links(canaries: Canaries, desk) -> None:
    """To every story two links that work no more; to those that readers may know, one that does."""
    now = timezone.now()
    for article in Article.objects.all():
        states = {"expired": {"expires": now}, "revoked": {"expires": now + timedelta(days=1), "revoked_at": now}}
        if is_shown(article, canaries):
            states["works"] = {"expires": now + timedelta(days=1), "may_approve": True}
        for state, fields in states.items():
            fields |= {"article": article, "created_by": desk, "digest": digest_of(token_of(article, state))}
            PreviewLink.objects.create(**canaries.texts(PreviewLink, f"link that is {state}", **fields))


def is_shown(article: Article, canaries: Canaries) -> bool:
    """Whether the working copy holds nothing but what readers may know: of those, the confidential must stay out too."""
    return article.editions.live().exists() and not set(CANARY.findall(f"{article.headline} {article.body}")) & set(
        canaries.secret
    )
