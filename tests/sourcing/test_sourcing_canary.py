"""The canary of sourcing: what a source did not give for readers, and who a protected one is, is met nowhere.

Planted are words off the record, names not for attribution and on background, a sealed name and contact, private
evidence, contact and notes. Then everything that leaves the house is read: each public address as the crawl of
tests/test_canary.py walks it, previews, the at-a-moment pages of the desk, exports, the log, choices, and the log output.
"""

from __future__ import annotations

import json
import logging

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.desk import previews
from articles.models import (
    AuditEntry,
    Evidence,
    RemovalRequest,
    Role,
    Source,
    Statement,
    VerifiedSource,
)
from articles.publishing import audit, workflow
from articles.publishing.checks import problems_of
from articles.sourcing import consents, identities, sealing, terms
from articles.sourcing.identities import Identity
from articles.sourcing.querysets import StatementQuerySet
from articles.sourcing.source_desk import exporting, removal
from articles.sourcing.source_desk.merging import merge
from tests import world
from tests.canaries import Canaries
from tests.test_canary import crawl, leaks, start_addresses

pytestmark = pytest.mark.django_db
SAID = "The ferry left at noon"
# Written into the log before the source was protected; nobody can change it, so it is covered where it is shown.
KEPT_IN_THE_LOG = {"sealed: name", "sealed: note", "protected: name"}


class World:
    """One live story with every secret of sourcing, and a draft of the same. `canaries` knows the words."""

    def __init__(self):
        self.canaries = Canaries()
        self.keeper = world.make_user("keeper", "Editor")
        self.second = world.make_user("second", "Editor")
        self.article = world.make_article(body=f"<p>{SAID}, an official said. It came back at one.</p>")
        self.background = self.speaker("background", attribution_level="background")
        self.describe(self.background)
        self.mark(self.speaker("not for attribution"), attribution_level="not_for_attribution")
        self.protected = self.protect()
        self.open = self.speaker("open", known=True)
        self.mark(self.open)
        edition = workflow.publish(self.article, by=None, acknowledged=self.ticks())
        self.off_record = self.mark(
            self.speaker("off the record"), attribution_level="off_record", words=self.word("words off the record")
        )
        # Past every form and check, as a shell would: on the record by themselves, by a source who never speaks so.
        self.mark(self.speaker("usually off the record", attribution_level="off_record"))
        edition.sources.add(*Source.objects.all())
        self.edition = edition

    def ticks(self):
        return [problem.key for problem in problems_of(self.article)]

    def word(self, place: str, *, known: bool = False) -> str:
        return self.canaries.word(place, public=known)

    def speaker(self, place: str, *, known: bool = False, **fields) -> Source:
        private = {name: self.word(f"{place}: {name}") for name in ("contact", "notes")}
        source = world.make_source(
            name=self.word(f"{place}: name", known=known), slug=self.word(f"{place}: slug", known=known),
            aliases=[self.word(f"{place}: alias")], **private, **fields,
        )  # fmt: skip
        Role.objects.create(source=source, title=self.word(f"{place}: role", known=known))
        return source

    def mark(self, source: Source, **fields) -> Statement:
        statement = Statement.objects.create(
            article=self.article, source=source, role=source.roles.first(), state="accepted",
            **{"words": SAID, "paragraph": 0, "start": 0, "end": len(SAID), **fields},
        )  # fmt: skip
        for kind in ("note", "address"):
            url = f"https://{self.word('private evidence: address')}.example/" if kind == "address" else ""
            Evidence.objects.create(statement=statement, kind=kind, url=url, description=self.word("private evidence"))
        return statement

    def describe(self, source: Source) -> None:
        source.anonymity_reason = self.word("the reason", known=True)
        source.save()
        self.mark(source, described_as=self.word("the description", known=True), attribution_level="background")
        consents.agree(self.article, source, by=self.second)

    def protect(self) -> Source:
        source = self.speaker("protected")
        real = Identity(self.word("sealed: name"), self.word("sealed: contact"), self.word("sealed: notes"))
        self.told_before(source, real)
        identities.protect(
            source,
            real,
            alias=self.word("protected: alias that readers never see"),
            keepers=[self.keeper],
            by=self.keeper,
        )
        source.refresh_from_db()
        source.anonymity_reason = self.word("why protected", known=True)
        source.save()
        self.mark(source, described_as=self.word("described", known=True))
        identities.look(source, by=self.keeper, reason="checking a fact")
        return source

    def told_before(self, source: Source, real: Identity) -> None:
        """What was said of the source by name before it was protected, wherever the desk keeps such things."""
        twin = world.make_source(name=self.word("protected: merged name"), slug=self.word("protected: merged slug"))
        audit.record(self.second, "change", twin, after={"name": twin.name})
        merge(source, twin, by=None)
        statement = self.mark(source, described_as=self.word("described before", known=True))
        statement.suggested = {"speaker": real.name, "role": self.word("sealed: role"), "source_kind": "person"}
        statement.save()
        audit.record(self.second, "fix_statement", statement, before={"wrong": real.name}, note=real.name)
        source.anonymity_reason = self.word("why before", known=True)
        source.save()
        consents.agree(self.article, source, by=self.second, note=f"I rang {real.name} {self.word('sealed: note')}")
        told = {"name": self.word("sealed: asker"), "email": f"{self.word('sealed: mail')}@example.org"}
        removal.ask(source, text=self.word("sealed: request"), key="one", **told)
        mail = f"{self.word('sealed: account')}@example.org"
        VerifiedSource.objects.create(source=source, email=mail, note=self.word("sealed: check"))


@pytest.fixture
def planted(settings):
    settings.SOURCE_KEYS = [sealing.make_key()]
    return World()


def met_by_readers(planted: World, client: Client) -> list[str]:
    """Every public address, previews and guesses among them; and the site at a moment, as the desk walks it."""
    _link, token = previews.make(
        planted.article, by=planted.second, label="Lawyer", expires=world.timezone.now() + world.timedelta(days=1)
    )
    start = [*start_addresses(), reverse("preview", args=[token])]
    asked = ("search", "?q="), ("search", "?in=quotes&q="), ("search", "?speaker="), ("sources", "?q=")
    start += [f"{reverse(name)}{query}{word}" for name, query in asked for word in planted.canaries.secret]
    seen = crawl(client, start)
    for source in Source.objects.exclude(pk=planted.open.pk):
        assert seen[source.get_absolute_url()][0] == 404
    return leaks(seen, planted.canaries)


def met_in_exports(planted: World) -> list[str]:
    rows = [exporting.row_of(row) for row in exporting.exportable(Statement.objects.all())]
    text = json.dumps(rows, default=str) + "".join(exporting.csv_lines(rows))
    return leaks({"export": (200, text.lower())}, planted.canaries)


def sealed_words(planted: World) -> set[str]:
    """What only a keeper may meet at the desk: who the protected source is."""
    return {word for word, place in planted.canaries.secret.items() if place.startswith(("sealed:", "protected: "))} - {
        planted.protected.name.lower(), *(role.title for role in planted.protected.roles.all()),
    }  # fmt: skip


def met_at_the_desk(planted: World) -> list[str]:
    """Lists, forms, the log and choices of the desk, as an editor who is no keeper reads them."""
    client = Client()
    client.force_login(planted.second)
    addresses = [reverse("admin:index"), reverse("admin:articles_article_unnamed", args=[planted.article.pk])]
    lists = ("source", "auditentry", "article", "evidence", "statement", "removalrequest", "statementfix")
    addresses += [reverse(f"admin:articles_{model}_changelist") for model in lists]
    addresses += [reverse("admin:articles_auditentry_change", args=[entry.pk]) for entry in AuditEntry.objects.all()]
    for model, rows in (("statement", Statement), ("removalrequest", RemovalRequest)):
        keys = rows.objects.filter(source=planted.protected).values_list("pk", flat=True)
        addresses += [reverse(f"admin:articles_{model}_change", args=[key]) for key in keys]
    for name in ("change", "history", "identity", "said"):
        addresses.append(reverse(f"admin:articles_source_{name}", args=[planted.protected.pk]))
    for name in ("change", "history", "checks", "sweep"):
        addresses.append(reverse(f"admin:articles_article_{name}", args=[planted.article.pk]))
    choices = [("statement", "source"), ("statement", "conduit"), ("article", "publisher"), ("source", "affiliation")]
    for model, field in choices:
        query = f"?app_label=articles&model_name={model}&field_name={field}&term="
        addresses.append(reverse("admin:autocomplete") + query)
    secret, found = sealed_words(planted), []
    assert len(secret) >= 7
    for address in addresses:
        response = client.get(address)
        assert response.status_code in {200, 403}, address
        text = response.content.decode().lower()
        found += [f"{address} says {word} ({planted.canaries.secret[word]})" for word in secret if word in text]
    return found


def test_readers_meet_nothing_that_was_not_given_for_them(client, planted):
    assert met_by_readers(planted, client) == []
    page = client.get(planted.edition.path).content.decode()
    told = {place for word, place in planted.canaries.public.items() if word in page}
    assert {"the description", "the reason", "described", "why protected", "open: name", "open: role"} <= told


def test_the_site_at_a_moment_and_the_history_tell_the_desk_no_more(planted):
    desk = Client()
    desk.force_login(planted.second)
    addresses = [planted.edition.path, reverse("history", args=[planted.article.public_id]), "/", "/sources/"]
    moment = world.timezone.localtime(world.timezone.now() + world.timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    seen = {address: (200, desk.get(f"{address}?at={moment}").content.decode().lower()) for address in addresses}
    assert "a moment" in seen["/"][1] or "at=" in seen["/"][1]
    assert leaks(seen, planted.canaries) == []


def test_exports_hold_nothing_that_was_not_given_for_readers(planted):
    assert met_in_exports(planted) == []


def test_the_desk_meets_the_alias_and_never_the_name(planted):
    assert met_at_the_desk(planted) == []


def test_the_output_of_the_log_and_stored_rows_hold_no_sealed_word(planted, client, caplog):
    with caplog.at_level(logging.DEBUG):
        met_at_the_desk(planted)
        client.get(planted.edition.path)
        with pytest.raises(sealing.SealingRefused):
            sealing.unseal("damaged", planted.protected.identity.key_id)
    text = caplog.text.lower()
    assert [word for word in sealed_words(planted) if word in text] == []
    entries = str(list(AuditEntry.objects.exclude(object_type="source").values())).lower()
    held = {word for word in sealed_words(planted) if word in entries}
    assert {planted.canaries.secret[word] for word in held} <= KEPT_IN_THE_LOG
    assert planted.keeper in planted.protected.identity.keepers.all()


# --- each rule broken on purpose --------------------------------------------------------------------------------------


def named_whoever_speaks(statement):
    return terms.PublicAttribution(
        statement.source.name, True, str(statement.role), statement.source.get_absolute_url()
    )


@pytest.mark.parametrize("rule", ["who is nameable", "which statements are named", "which terms hold"])
def test_the_readers_canary_dies_when_a_rule_is_broken(client, planted, monkeypatch, rule):
    if rule == "who is nameable":
        monkeypatch.setattr(Source, "is_nameable", lambda source: True)
        Statement.objects.filter(source=planted.protected).update(attribution_level="on_record")
    elif rule == "which statements are named":
        monkeypatch.setattr(StatementQuerySet, "named", lambda rows: rows.filter(state="accepted").with_terms())
    else:
        monkeypatch.setattr(terms, "terms_of", lambda statement: "on_record")
    seen = crawl(
        client, [planted.edition.path, "/sources/", *(source.get_absolute_url() for source in Source.objects.all())]
    )
    assert leaks(seen, planted.canaries) != []


def test_the_canary_of_exports_dies_when_its_rule_is_broken(planted, monkeypatch):
    monkeypatch.setattr(exporting, "attribution_of", named_whoever_speaks)
    assert met_in_exports(planted) != []


def test_the_desk_s_canary_dies_when_the_log_is_not_covered(planted, monkeypatch):
    monkeypatch.setattr("articles.publishing.audit._hidden", [])
    # An entry from before the source was protected.
    old = Source(pk=planted.protected.pk, name=next(iter(sealed_words(planted))))
    audit.record(planted.second, "change", old)
    assert met_at_the_desk(planted) != []
    monkeypatch.undo()
    assert met_at_the_desk(planted) == []


def test_every_page_of_sources_in_the_admin_is_known_here():
    """A list or form that shows sources and is registered later belongs into `met_at_the_desk`."""
    shown = {model._meta.model_name for model in admin.site._registry if model._meta.app_label == "articles"}
    about_sources = {"source", "statement", "evidence", "auditentry", "article", "statementfix", "removalrequest"}
    assert about_sources - shown <= {"statement"}
