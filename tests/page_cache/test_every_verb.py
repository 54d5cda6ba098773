"""After each thing that the desk or readers do, every worker answers every public address as Django would, at once."""

from __future__ import annotations

import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.comments import moderation
from articles.comments.desk import conversations, replying
from articles.comments.own import erasing
from articles.comments.posting import Submission, post
from articles.comments.responding import recommending
from articles.desk import clockwork
from articles.fronts import banners, drafting, launching
from articles.fronts.composing import Place
from articles.models import Author, Comment, Picture, Role, Section, Source, Statement, Topic
from articles.page_cache import metrics
from articles.pictures import on_demand
from articles.publishing import correcting, ending, moving, workflow
from articles.sourcing.source_desk import merging, removal
from tests import world
from tests.page_cache.workers import ask, fresh, public_addresses, worker

pytestmark = pytest.mark.django_db(transaction=True)


def make_picture(number: int, **fields) -> Picture:
    return Picture.objects.create(
        **{
            "title": f"t{number}",
            "digest": str(number) * 64,
            "width": 1600,
            "height": 900,
            "master": "m",
            "alt": "A pier",
        }
        | fields
    )


class Newsroom:
    """A small paper with one of everything that a page can show."""

    def __init__(self):
        self.section, self.other = world.make_section(), world.make_section()
        self.author, self.topic = world.make_author(), world.make_topic()
        self.source, self.second = world.make_source(name="Marit Solheim"), world.make_source(name="Marit Solhaim")
        self.employer = world.make_source(name="Harbour Authority", kind=Source.Kind.ORGANISATION)
        self.source.affiliation = self.employer
        self.source.save()
        self.role = Role.objects.create(source=self.source, title="harbour master")
        self.picture = make_picture(1, caption="The pier.", credit="Mara L.")
        self.chosen = make_picture(2)
        self.story = self.article(headline="The ferry is late", lead_picture=self.picture)
        world.make_statement(self.story, source=self.source, role=self.role)
        world.make_statement(self.story, source=self.second)
        workflow.publish(self.story, by=None)
        self.neighbour = self.article(headline="The harbour is full", section=self.other, publisher=self.employer)
        workflow.publish(self.neighbour, by=None)
        self.translation = self.article(headline="Le bac est en retard", language="fr", translation_of=self.story)
        workflow.publish(self.translation, by=None)
        self.draft = self.article(headline="A new bridge")
        world.make_statement(self.draft, source=self.source)
        self.comment = self.remark("First.")
        self.answer = self.remark("Second.", parent=self.comment, thread=self.comment)

    def article(self, **fields):
        return world.make_article(
            **{"authors": [self.author], "topics": [self.topic], "section": self.section, "comment_policy": "open"}
            | fields
        )

    def edition(self, article=None):
        return (article or self.story).editions.order_by("-number").first()

    def remark(self, text, **fields):
        return world.make_comment(self.edition(), text=text, **fields)

    def rewrite(self, article, **fields):
        for name, value in fields.items():
            setattr(article, name, value)
        article.save()


def soon(seconds=2.0):
    return timezone.now() + timedelta(seconds=seconds)


def until(moment):
    time.sleep(max(0, (moment - timezone.now()).total_seconds()) + 0.05)


def publish(desk):
    desk.draft_edition = workflow.publish(desk.draft, by=None)


def publish_again(desk):
    desk.rewrite(
        desk.story, headline="The ferry is on time", standfirst="It came.", body="<p>All is well, it seems.</p>"
    )
    workflow.publish(desk.story, by=None)


def move_to_another_section(desk):
    desk.rewrite(desk.story, section=desk.other, headline="The ferry moved")
    workflow.publish(desk.story, by=None)


def correct(desk):
    desk.rewrite(desk.story, body="<p>It left at two, said the harbour master.</p>")
    desk.correction, _edition = correcting.correct(
        desk.story, kind="correction", text="It left at two.", wrong="It left at noon.", by=None
    )


def change_correction(desk):
    desk.correction.right = "It left at three."
    desk.correction.save()


def let_a_scheduled_story_come(desk):
    moment = soon()
    workflow.schedule(desk.article(headline="A story of tomorrow"), by=None, at=moment)
    yield
    until(moment)


def let_a_planned_end_come(desk):
    moment = soon()
    ending.end_at(desk.draft, at=moment, reason="It was for today.", by=None)
    yield
    until(moment)


def tick(desk):
    clockwork.run()


def withdraw(desk):
    workflow.withdraw(desk.story, by=None, reason="It was wrong.")


def withdraw_the_translation(desk):
    workflow.withdraw(desk.translation, by=None)


def bring_back(desk):
    workflow.publish(desk.story, by=None)


def cancel_a_schedule(desk):
    article = desk.article(headline="Never to come")
    workflow.schedule(article, by=None, at=soon(3600))
    yield
    workflow.cancel_schedule(article, by=None)


def comment_appears(desk):
    desk.posted, _new = post(desk.story, desk.edition(), Submission(name="Ada", email="ada@example.org", text="Words."))


def comment_is_rejected(desk):
    moderation.reject(desk.posted, by=None)


def comment_is_approved(desk):
    moderation.approve(Comment.objects.get(pk=desk.posted.pk), by=None)


def comments_are_rejected_together(desk):
    moderation.reject_all(Comment.objects.filter(pk__in=[desk.posted.pk, desk.answer.pk]), by=None)
    yield
    moderation.approve_all(Comment.objects.filter(pk__in=[desk.posted.pk, desk.answer.pk]), by=None)


def comment_is_featured(desk):
    moderation.feature(desk.comment, by=None)
    yield
    moderation.unfeature(desk.comment, by=None)


def comment_is_recommended(desk):
    recommending.recommend(desk.comment.pk, "somebody")
    yield
    recommending.take_back(desk.comment.pk, "somebody")


def desk_answers(desk):
    replying.reply(desk.comment, text="We looked.", token="t" * 20, by=world.make_user("mona", "Moderator", "Editor"))


def conversation_is_closed(desk):
    conversations.change(desk.story, by=None, note="Enough said.", closed=True)


def reader_is_erased(desk):
    erasing.erase_reader("ada@example.org", by=None)


def source_is_renamed(desk):
    desk.rewrite(Source.objects.get(pk=desk.source.pk), name="Marit Sol")


def employer_is_renamed(desk):
    desk.rewrite(Source.objects.get(pk=desk.employer.pk), name="Port Authority")


def role_is_renamed(desk):
    desk.rewrite(desk.role, title="captain of the port")


def statement_is_rejected(desk):
    statement = Statement.objects.filter(source=desk.second).first()
    desk.rewrite(statement, state=Statement.State.REJECTED)
    yield
    desk.rewrite(statement, state=Statement.State.ACCEPTED)


def source_is_hidden(desk):
    source = Source.objects.get(pk=desk.second.pk)
    desk.rewrite(source, public=False)
    yield
    desk.rewrite(source, public=True)


def sources_are_merged(desk):
    merging.merge(Source.objects.get(pk=desk.source.pk), Source.objects.get(pk=desk.second.pk), by=None)


def source_page_is_taken_down(desk):
    asked = removal.ask(Source.objects.get(pk=desk.source.pk), name="M", email="m@example.org", text="Please.", key="k")
    removal.decide(asked, grant=True, answer="Done.", by=None)


def section_is_renamed(desk):
    desk.rewrite(Section.objects.get(pk=desk.section.pk), name="The Coast")


def section_moves(desk):
    moving.move_section(Section.objects.get(pk=desk.other.pk), slug="the-sea", by=None)


def section_is_added(desk):
    world.make_section(name="Islands")


def sections_are_sorted(desk):
    desk.rewrite(Section.objects.get(pk=desk.other.pk), position=99)


def topic_is_renamed(desk):
    desk.rewrite(Topic.objects.get(pk=desk.topic.pk), name="Ferries")


def topic_gets_another_address(desk):
    desk.rewrite(Topic.objects.get(pk=desk.topic.pk), slug="ferries-and-more")


def author_is_renamed(desk):
    desk.rewrite(Author.objects.get(pk=desk.author.pk), name="Nora Newname")


def author_gets_a_portrait(desk):
    desk.rewrite(Author.objects.get(pk=desk.author.pk), picture=desk.chosen)


def picture_gets_other_words(desk):
    desk.rewrite(
        Picture.objects.get(pk=desk.picture.pk), caption="The pier at dusk.", alt="A grey pier", credit="Mo K."
    )


def picture_is_lost(desk):
    on_demand.lose(Picture.objects.get(pk=desk.picture.pk))
    yield
    on_demand.find(Picture.objects.get(pk=desk.picture.pk))


def banner(desk):
    shown = banners.show(by=None, text="The bridge is closed", live_until=soon(3600), article=desk.neighbour)
    yield
    banners.change(
        shown, by=None, text="The bridge is open", live_from=shown.live_from, live_until=soon(3600), article=None
    )
    yield
    banners.end(shown, by=None)


def banner_runs_out(desk):
    moment = soon()
    banners.show(by=None, text="Two seconds", live_until=moment)
    yield
    until(moment)


def front_is_launched(desk):
    places = [Place(article=desk.neighbour.pk, headline="Here first", picture=desk.chosen.pk), Place()]
    drafting.save(places, by=world.make_user("fia", "Editor"), seen=drafting.version_of(drafting.draft()))
    launching.launch(by=None)


def front_is_planned(desk):
    moment = soon()
    drafting.save([Place()], by=world.make_user("finn", "Editor"), seen=drafting.version_of(drafting.draft()))
    launching.launch(by=None, at=moment)
    yield
    until(moment)


def comment_is_deleted(desk):
    Comment.objects.get(pk=desk.answer.pk).delete()


def topic_is_deleted(desk):
    spare = world.make_topic(name="Spare")
    article = desk.article(headline="With a spare topic", topics=[spare])
    workflow.publish(article, by=None)
    yield
    Topic.objects.get(pk=spare.pk).delete()


# Each group is done in this order on a newsroom of its own.
VERBS = {
    "stories": [
        publish, publish_again, correct, change_correction, move_to_another_section, topic_is_deleted, withdraw,
        withdraw_the_translation, bring_back,
    ],
    "time": [
        let_a_scheduled_story_come, tick, publish, let_a_planned_end_come, tick, cancel_a_schedule, banner_runs_out,
        front_is_planned,
    ],
    "comments": [
        comment_appears, comment_is_rejected, comment_is_approved, comments_are_rejected_together, comment_is_featured,
        comment_is_recommended, desk_answers, reader_is_erased, comment_is_deleted, conversation_is_closed,
    ],
    "sources": [
        source_is_renamed, employer_is_renamed, role_is_renamed, statement_is_rejected, source_is_hidden,
        sources_are_merged, source_page_is_taken_down,
    ],
    "frame": [
        section_is_renamed, section_moves, section_is_added, sections_are_sorted, topic_is_renamed,
        topic_gets_another_address, author_is_renamed, author_gets_a_portrait, picture_gets_other_words, picture_is_lost,
        banner, front_is_launched,
    ],
}  # fmt: skip


# The same whatever is done, or nothing without a query; threads are asked for by their stories below.
LEFT_OUT = {
    *(
        "api_nothing",
        "api_statements",
        "oembed",
        "comments_news",
        "robots",
        "humans",
        "security",
        "api",
        "api_description",
    ),
    *("comment_thread", "archive_day", "archive_month"),
}


def all_addresses(desk) -> list[str]:
    """Every public page, and pages of a query that differ from those without."""
    story = desk.edition()
    comments = reverse("comments", args=[desk.story.public_id])
    queries = [
        *("/search/?q=ferry", "/search/?q=harbour", "/search/?in=quotes&q=noon", "/search/?q=harbour&order=newest"),
        *(f"/archive/?section={desk.section.slug}", "/archive/?text=ferry", "/archive/?kind=news", "/sources/?q=mar"),
        *(f"{comments}?sort=newest", f"{comments}new/?after=0", "/corrections/?kind=correction"),
        *(reverse("comment_thread", args=[desk.story.public_id, pk]) for pk in (desk.comment.pk, desk.answer.pk or 0)),
        *(f"/oembed/?url=http://testserver{story.path}", "/api/v1/articles/?limit=2"),
        f"/api/v1/statements/?source={desk.source.slug}",
    ]
    paths = public_addresses(without=LEFT_OUT)
    return [*(path for path in paths if not path.endswith((".atom", ".json"))), *queries]


def wrong_after(verb, workers, addresses) -> list[str]:
    """What a worker says that Django does not say now. What a worker has just asked Django for is what Django says."""
    found = []
    for path in addresses:
        told = [ask(cache, path) for cache in workers]
        wanted = told[0].same() if told[0].how == "miss" else fresh(path).same()
        for number, said in enumerate(told):
            if said.same() == wanted:
                continue
            # A moment may have come between the two; what is old stays old when it is asked for again.
            again = ask(workers[number], path)
            if again.same() != fresh(path).same():
                found.append(f"{verb.__name__}: worker {number} says {said.status} ({said.how}) at {path}")
    workers.reverse()  # the other is the first to be asked the next time
    return found


@pytest.mark.parametrize("group", VERBS)
@world.past_the_checks()
def test_no_page_differs_from_a_fresh_one_after_any_verb(group):
    desk, workers = Newsroom(), [worker(), worker()]
    met = dict.fromkeys(all_addresses(desk))
    wrong = wrong_after(SimpleNamespace(__name__="the beginning"), workers, met)
    for verb in VERBS[group]:
        steps = verb(desk)
        for _step in steps if steps is not None else [None]:
            met |= dict.fromkeys(all_addresses(desk))
            wrong += wrong_after(verb, workers, met)
        if steps is not None:  # after its last step
            met |= dict.fromkeys(all_addresses(desk))
            wrong += wrong_after(verb, workers, met)
    assert not wrong, "\n".join(wrong)
    hits = sum(cache.counts[metrics.HIT] for cache in workers) + metrics.counters()["hit"]
    assert hits > len(met)  # pages were kept, and not made anew each time
