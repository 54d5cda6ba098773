"""After each form of the desk that readers can see something of, every worker answers as Django would, at once.

The verbs themselves are in test_every_verb.py; here they come through the admin, with what its pages do around them.
"""

from __future__ import annotations

import re
from itertools import chain

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.comments.desk import conversations
from articles.models import Banner, Comment, Correction, Picture, Source, Statement, VerifiedSource
from articles.pictures.uploads import ingest
from articles.publishing import correcting, workflow
from articles.sourcing import sealing
from tests import world
from tests.desk.forms import fields_of
from tests.page_cache.test_every_verb import Newsroom, all_addresses, wrong_after
from tests.page_cache.workers import ask, worker
from tests.pictures.drawing import drawn

pytestmark = pytest.mark.django_db(transaction=True)


class Desk(Newsroom):
    """The small paper, and an operator who is signed in."""

    def __init__(self):
        super().__init__()
        self.picture = ingest(drawn(), alt="The pier")
        self.rewrite(self.story, lead_picture=self.picture)
        workflow.publish(self.story, by=None)
        self.statement = Statement.objects.filter(article=self.story, source=self.source).first()
        self.client = Client()
        self.user = world.make_user("root", is_staff=True, is_superuser=True)
        self.client.force_login(self.user)
        self.reader = world.make_user("nora", email="nora@harbour.example")
        self.reader.emailaddress_set.create(email=self.reader.email, verified=True, primary=True)
        self.identity = VerifiedSource.objects.create(source=self.second, email=self.reader.email, note="called back")
        self.remark("We told you so.", user=self.reader, badge=Comment.Badge.SOURCE)
        self.waiting = self.remark("Third.", status=Comment.Status.WAITING)
        self.correction, _edition = correcting.correct(
            self.neighbour, kind="correction", text="It was the west pier.", wrong="It was the east pier.", by=None
        )

    def saved(self, row, **given):
        """The form of `row` as it was served, with some fields filled in."""
        name = row._meta.model_name
        url = reverse(f"admin:articles_{name}_change", args=[row.pk])
        self.done(url, fields_of(self.client.get(url), f"{name}_form") | given)

    def deleted(self, row):
        self.done(reverse(f"admin:articles_{row._meta.model_name}_delete", args=[row.pk]), {"post": "yes"})

    def pressed(self, page, row, **given):
        """A page of `row` with every warning ticked."""
        url = reverse(f"admin:articles_{page}", args=[row.pk])
        served = self.client.get(url)
        ticked = re.findall(r'name="ticked" value="([^"]*)"', served.content.decode())
        self.done(url, {"ticked": ticked, **given})

    def done(self, url, data):
        said = self.client.post(url, data)
        assert said.status_code == 302, (url, said.status_code, getattr(said, "context_data", {}).get("errors"))


def section_is_renamed(desk):
    desk.saved(desk.section, name="The Coast", description="Boats.")


def section_is_added(desk):
    url = reverse("admin:articles_section_add")
    desk.done(url, fields_of(desk.client.get(url), "section_form") | {"name": "Islands", "slug": "islands"})


def topic_is_renamed(desk):
    desk.saved(desk.topic, name="Ferries", description="Boats.")


def author_is_renamed(desk):
    desk.saved(desk.author, name="Nora Newname", title="Shipping correspondent")


def picture_is_described(desk):
    desk.saved(Picture.objects.get(pk=desk.picture.pk), caption="The pier at noon", credit="Mo K.")


def licence_of_a_picture_ended(desk):
    desk.saved(Picture.objects.get(pk=desk.picture.pk), licence_until="2020-01-01")


def correction_is_reworded(desk):
    desk.saved(Correction.objects.get(pk=desk.correction.pk), text="It was the north pier.")


def source_is_described(desk):
    desk.saved(Source.objects.get(pk=desk.source.pk), description="Master of the port.", name="Marit Sol")


def terms_are_opened(desk):
    desk.pressed("statement_terms", desk.statement, level="on_record", why="Agreed by phone.")


def statement_is_told_without_a_name(desk):
    desk.saved(desk.statement, attribution_level="background", described_as="an official")


def checked_account_is_taken_back(desk):
    desk.saved(desk.identity, take_back="on")


def source_is_sealed(desk):
    data = {"do": "seal", "alias": "Dock worker A", "real_name": "Marit Solhaim", "keepers": [desk.user.pk]}
    desk.done(reverse("admin:articles_source_identity", args=[desk.second.pk]), data)


def comment_is_approved(desk):
    desk.done(reverse("admin:articles_comment_approve", args=[desk.waiting.pk]), {})


def comment_is_rejected(desk):
    desk.done(reverse("admin:articles_comment_reject", args=[desk.waiting.pk]), {})


def comment_is_decided_in_the_queue(desk):
    desk.done(reverse("admin:articles_comment_decide"), {"verb": "approve", "comment": desk.waiting.pk})


def desk_answers(desk):
    desk.client.post(reverse("admin:articles_comment_reply", args=[desk.comment.pk]), {"text": "Thank you."})


def conversation_is_closed(desk):
    desk.saved(conversations.of(desk.story.pk), state="closed", note="The trial is on.")


def banner_is_shown(desk):
    url = reverse("admin:articles_banner_add")
    desk.done(url, fields_of(desk.client.get(url), "banner_form") | {"text": "Port closed by storm"})
    yield
    desk.saved(Banner.objects.get(), text="Port open again")


def front_is_launched(desk):
    page = reverse("admin:articles_slot_changelist")
    for button in ({"add": "top"}, {"save": "1", "slot-0-article": str(desk.neighbour.pk), "slot-0-headline": "Here"}):
        desk.client.post(page, fields_of(desk.client.get(page), "front_form") | button)
    desk.client.post(page, fields_of(desk.client.get(page), "front_form") | {"launch": "1"})


def draft_is_published(desk):
    desk.pressed("article_publish", desk.draft)


def story_is_corrected(desk):
    desk.pressed("article_correct", desk.story, kind="correction", text="It left at two.")


def story_ends_soon(desk):
    desk.pressed("article_end", desk.draft, at=(timezone.localtime() + timezone.timedelta(days=1)).isoformat()[:16])


def story_is_withdrawn(desk):
    desk.pressed("article_withdraw", desk.story, reason="It was wrong.")
    yield
    desk.pressed("article_restore", desk.story)


def unused_topic_is_deleted(desk):
    desk.deleted(world.make_topic(name="Spare"))


FORMS = {
    "stories": [draft_is_published, story_ends_soon, story_is_corrected, correction_is_reworded, story_is_withdrawn],
    "frame": [
        section_is_renamed, section_is_added, topic_is_renamed, author_is_renamed, picture_is_described,
        licence_of_a_picture_ended, banner_is_shown, front_is_launched, unused_topic_is_deleted,
    ],
    "people": [
        source_is_described, statement_is_told_without_a_name, terms_are_opened, comment_is_decided_in_the_queue,
        comment_is_rejected, comment_is_approved, desk_answers, conversation_is_closed, checked_account_is_taken_back,
        source_is_sealed,
    ],
}  # fmt: skip


# Readers see nothing of them yet.
QUIET = {story_ends_soon, unused_topic_is_deleted}


@pytest.mark.parametrize("group", FORMS)
@world.past_the_checks()
def test_no_page_differs_from_a_fresh_one_after_any_form(group, settings):
    settings.SOURCE_KEYS = [sealing.make_key()]
    desk, workers = Desk(), [worker(), worker()]
    met = dict.fromkeys(all_addresses(desk))
    wrong, seen, without_effect = wrong_after(Newsroom, workers, met), bodies(workers, met), set()
    for form in FORMS[group]:
        steps = form(desk)
        for _step in chain(steps or [], [None]):
            met |= dict.fromkeys(all_addresses(desk))
            wrong += wrong_after(form, workers, met)
            if seen == (seen := bodies(workers, met)):
                without_effect.add(form)
    assert not wrong, "\n".join(wrong)
    assert without_effect == QUIET & {*FORMS[group]}


def bodies(workers, addresses) -> dict[str, bytes]:
    return {path: ask(workers[0], path).body for path in addresses}
