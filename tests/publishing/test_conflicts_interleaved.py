"""Two editors at random in one article: whatever was typed is stored, in the history, or on a page its author sees."""

from __future__ import annotations

import json
import random
from itertools import count

import pytest
from django.urls import reverse

from articles.models import Article
from articles.text.blocks import blocks_of
from tests.desk.forms import fields_of
from tests.world import make_article

BODY = "<p>The ferry left at noon.</p><p>Nobody was on the pier.</p><p>It came back at dusk.</p>"
STEPS = 7
TEXTS = ("headline", "kicker", "standfirst", "dateline")


class Person:
    """One editor before one form. `form` is what stands in the browser, `page` a refusal that waits for picks."""

    def __init__(self, client, article, rng, numbers):
        self.client, self.article, self.rng, self.numbers = client, article, rng, numbers
        self.url = reverse("admin:articles_article_change", args=[article.pk])
        self.form = self.page = None
        self.typed: set[str] = set()  # in the form and not posted yet
        self.posted: set[str] = set()
        self.shown: set[str] = set()  # on a page that said it was not saved

    def open(self):
        if self.form is None and self.page is None:
            self.form = fields_of(self.client.get(self.url))

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
            self.answer(self.client.post(self.url, {**self.form, "_continue": "1"}), self.typed)

    def merge(self):
        if self.page is None:
            return
        picks = {unit.name: self.rng.choice(["mine", "theirs"]) for unit in self.page.context["contested"]}
        picks |= {
            unit.name: "both" for unit in self.page.context["contested"] if unit.joins and self.rng.random() < 0.5
        }
        data = fields_of(self.page, "merge_form") | {f"pick:{name}": side for name, side in picks.items()}
        left = {
            name.removeprefix("pick:") for name, side in flat(data) if name.startswith("pick:") and side == "theirs"
        }
        sent = " ".join(value for name, value in flat(data) if is_mine(name) and name.partition(":")[0] not in left)
        self.answer(self.client.post(self.url, data), {token for token in self.posted if token in sent})

    def answer(self, response, tokens: set[str]):
        """What a browser would show now; a save that was taken holds everything that was sent with it."""
        self.posted |= self.typed
        self.typed, self.form, self.page = set(), None, None
        if response.status_code == 409:
            self.page = response
            text = response.content.decode()
            assert all(token in text for token in tokens), "the refusal shows what was typed"
            self.shown |= {token for token in self.posted if token in text}
        else:
            assert response.status_code == 302
            stored = stored_text(self.article)
            assert all(token in stored for token in tokens), "what was picked is stored"


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


@pytest.mark.parametrize("batch", range(4))
def test_fifty_random_interleavings_lose_nothing(desk, batch):
    clients = [desk("Editor", name=name) for name in ("ines", "tomas")]
    refusals = 0
    for seed in range(batch * 50, batch * 50 + 50):
        rng = random.Random(seed)
        article = make_article(headline="Ferry leaves", body=BODY)
        numbers = count()
        people = [Person(client, article, rng, numbers) for client in clients]
        ever = set()
        for _step in range(STEPS):
            person = rng.choice(people)
            person.open()
            rng.choice([person.type, person.type, person.save, person.merge])()
            ever |= {token for one in people for token in one.posted if token in stored_text(article)}
        for person in people:  # each brings to an end what is open
            person.save()
            person.merge()
        refusals += sum(bool(person.shown) for person in people)
        kept = stored_text(article) + history_text(article)
        assert all(token in kept for token in ever), f"seed {seed}: what was stored once stays in the history"
        for person in people:
            lost = {token for token in person.posted if token not in kept and token not in person.shown}
            assert not lost, f"seed {seed}: {lost}"
    assert refusals > 5, "the two met often enough"
