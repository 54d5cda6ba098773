"""Two editors at random in one article: whatever was typed is stored, in the history, or on a page its author sees.

Two hundred runs go straight to the view of the article's admin: its lock, its comparison, its merge, its form and what
its save writes are the real ones; no session, no middleware, no page to draw, so that they take seconds. A few more go
the whole way, through the pages a browser gets.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from itertools import count

import pytest
from django.contrib import admin
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.urls import reverse

from articles.models import Article
from articles.publishing.merging import Unit
from articles.text.blocks import blocks_of
from tests.desk.forms import fields_of
from tests.world import make_article, make_user

BODY = "<p>The ferry left at noon.</p><p>Nobody was on the pier.</p><p>It came back at dusk.</p>"
STEPS = 7
TEXTS = ("headline", "kicker", "standfirst", "dateline")


@dataclass
class Refusal:
    """A page that says: not saved. What it shows, what can be picked on it, and what its form would post."""

    text: str
    contested: list[Unit]
    fields: dict


class InABrowser:
    """One person at the desk's pages."""

    def __init__(self, client):
        self.client = client

    def open(self, article) -> dict:
        return fields_of(self.client.get(url_of(article)))

    def post(self, article, data) -> Refusal | None:
        response = self.client.post(url_of(article), data)
        if response.status_code == 409:
            page = fields_of(response, "merge_form")
            return Refusal(response.content.decode(), response.context["contested"], page)
        assert response.status_code == 302
        return None


class StoryAlone(type(admin.site.get_model_admin(Article))):
    """The article's admin, with no more than its text on the form."""

    inlines = ()

    def get_fieldsets(self, request, obj=None):
        return [(None, {"fields": [*TEXTS, "body"]})]

    def get_object(self, request, object_id, from_field=None):
        return Article.objects.filter(pk=object_id).first()


class AtTheView:
    """One person, whose posts reach the admin's view without a web server's ways."""

    def __init__(self, user):
        self.user, self.desk, self.requests = user, StoryAlone(Article, admin.site), RequestFactory()

    def open(self, article) -> dict:
        return Article.objects.filter(pk=article.pk).values("version", "body", *TEXTS).get()

    def post(self, article, data) -> Refusal | None:
        request = self.requests.post(url_of(article), data)
        request.user, request.session, request.resolver_match = self.user, {}, None
        request._messages, request._dont_enforce_csrf_checks = FallbackStorage(request), True
        response = self.desk.change_view(request, str(article.pk))
        if response.status_code == 409:
            context = response.context_data
            hidden: dict[str, list[str]] = {"version": [context["version"]], "_merge": [context["began"]]}
            for unit in context["units"]:
                for name, value in unit.hidden():
                    hidden.setdefault(name, []).append(value)
            shown = " ".join(value for values in hidden.values() for value in map(str, values))
            return Refusal(shown, context["contested"], hidden)
        assert response.status_code == 302
        return None


class Person:
    """One editor before one form. `form` is what stands in the browser, `page` a refusal that waits for picks."""

    def __init__(self, desk, article, rng, numbers):
        self.desk, self.article, self.rng, self.numbers = desk, article, rng, numbers
        self.form: dict | None = None
        self.page: Refusal | None = None
        self.typed: set[str] = set()  # in the form and not posted yet
        self.posted: set[str] = set()
        self.shown: set[str] = set()  # on a page that said it was not saved

    def open(self):
        if self.form is None and self.page is None:
            self.form = self.desk.open(self.article)

    def type(self):
        if self.form is None:
            return
        token = f"token{next(self.numbers)}x"
        self.typed.add(token)
        if self.rng.random() < 0.5:
            blocks = blocks_of(self.form["body"])
            place = self.rng.randrange(len(blocks) + 1)
            if place < len(blocks) and self.rng.random() < 0.7:
                blocks[place] = blocks[place].replace("</p>", f" {token}</p>")
            else:
                blocks.insert(place, f"<p>{token} stands alone.</p>")
            self.form["body"] = "".join(blocks)
        else:
            name = self.rng.choice(TEXTS)
            self.form[name] = f"{self.form[name]} {token}".strip()

    def save(self):
        if self.form is not None:
            self.answer(self.desk.post(self.article, {**self.form, "_continue": "1"}), self.typed)

    def merge(self):
        if self.page is None:
            return
        picks = {unit.name: self.rng.choice(["mine", "theirs"]) for unit in self.page.contested}
        picks |= {unit.name: "both" for unit in self.page.contested if unit.joins and self.rng.random() < 0.5}
        data = self.page.fields | {f"pick:{name}": side for name, side in picks.items()}
        left = {
            name.removeprefix("pick:") for name, side in flat(data) if name.startswith("pick:") and side == "theirs"
        }
        sent = " ".join(value for name, value in flat(data) if is_mine(name) and name.partition(":")[0] not in left)
        self.answer(self.desk.post(self.article, data), {token for token in self.posted if token in sent})

    def answer(self, refusal: Refusal | None, tokens: set[str]):
        """What a browser would show now; a save that was taken holds everything that was sent with it."""
        self.posted |= self.typed
        self.typed, self.form, self.page = set(), None, refusal
        if refusal:
            assert all(token in refusal.text for token in tokens), "the refusal shows what was typed"
            self.shown |= {token for token in self.posted if token in refusal.text}
        else:
            stored = stored_text(self.article)
            assert all(token in stored for token in tokens), "what was picked is stored"


def url_of(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def is_mine(name: str) -> bool:
    return ":mine:" in name or ":settled:" in name


def flat(data):
    for name, value in data.items():
        for one in value if isinstance(value, list) else [value]:
            yield name, str(one)


def stored_text(article) -> str:
    return json.dumps(Article.objects.filter(pk=article.pk).values("body", *TEXTS).get())


def history_text(article) -> str:
    return json.dumps(list(article.revisions.values_list("content", flat=True)))


def interleave(desks, seed: int) -> int:
    """One story of two people, of that seed; how many of them met a refusal."""
    rng, numbers = random.Random(seed), count()
    article = make_article(headline="Ferry leaves", body=BODY)
    people = [Person(desk, article, rng, numbers) for desk in desks]
    ever = set()
    for _step in range(STEPS):
        person = rng.choice(people)
        person.open()
        rng.choice([person.type, person.type, person.save, person.merge])()
        ever |= {token for one in people for token in one.posted if token in stored_text(article)}
    for person in people:  # each brings to an end what is open
        person.save()
        person.merge()
    kept = stored_text(article) + history_text(article)
    assert all(token in kept for token in ever), f"seed {seed}: what was stored once stays in the history"
    for person in people:
        lost = {token for token in person.posted if token not in kept and token not in person.shown}
        assert not lost, f"seed {seed}: {lost}"
    return sum(bool(person.shown) for person in people)


@pytest.mark.parametrize("batch", range(4))
def test_fifty_random_interleavings_lose_nothing(db, batch):
    desks = [AtTheView(make_user(name, "Editor")) for name in ("ines", "tomas")]
    refusals = sum(interleave(desks, seed) for seed in range(batch * 50, batch * 50 + 50))
    assert refusals > 5, "the two met often enough"


def test_some_more_through_the_pages_lose_nothing(desk):
    desks = [InABrowser(desk("Editor", name=name)) for name in ("ines", "tomas")]
    assert sum(interleave(desks, seed) for seed in range(1000, 1006)), "the two met"
