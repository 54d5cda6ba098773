"""What readers see of a launched front: the desk's choice while it lasts, the newest where it leaves room."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.fronts import drafting, launching
from articles.fronts.composing import Place
from articles.models import FrontEdition, Picture
from articles.publishing import workflow
from articles.reading import front
from tests import world
from tests.reading.pages import headlines, seen

pytestmark = pytest.mark.django_db


def hours(number):
    return timedelta(hours=number)


def launch(*places, at=None):
    drafting.save(list(places), by=None, seen=drafting.version_of(drafting.draft()))
    return launching.launch(by=None, at=at)


def picture(number, **fields):
    digest = f"{number:064d}"
    name = f"masters/{digest}.jpg"
    return Picture.objects.create(
        title=f"Picture {number}", master=name, digest=digest, width=640, height=400, **fields
    )


def test_the_lead_is_what_the_desk_put_there_and_the_newest_follow(client):
    old, middle, new = (world.make_live(ago=hours(number)) for number in (90, 5, 1))
    launch(Place(article=old.article_id), Place(), Place())
    assert headlines(client.get("/")) == [old.path, new.path, middle.path]


def test_other_words_and_another_picture_stand_on_the_front_page_only(client):
    edition = world.make_live(headline="Ferry strike enters third week")
    other = picture(1, alt="A pier in fog")
    launch(Place(article=edition.article_id, headline="Third week without ferries", picture=other.pk))
    content = client.get("/").content.decode()
    assert "Third week without ferries" in content
    assert edition.headline not in content
    assert 'alt="A pier in fog"' in content
    assert f"picture:{other.pk}" in client.get("/")["Surrogate-Key"].split()
    assert edition.headline in client.get(edition.path).content.decode()
    edition.refresh_from_db()
    edition.article.refresh_from_db()
    assert (edition.headline, edition.lead_picture) == ("Ferry strike enters third week", None)
    assert edition.article.headline == "Ferry strike enters third week"


def test_a_story_that_is_withdrawn_gives_its_place_to_the_newest(client):
    pinned, other = world.make_live(headline="Pinned story"), world.make_live()
    launch(Place(article=pinned.article_id, headline="Words of the front page"))
    workflow.withdraw(pinned.article, by=None)
    response = client.get("/")
    assert headlines(response) == [other.path]
    assert "Words of the front page" not in response.content.decode()


def test_nothing_of_a_planned_or_drafted_story_shows_before_its_time(client):
    planned = world.make_scheduled(headline="Planned story", ahead=hours(3))
    draft = world.make_article(headline="Draft story")
    launch(Place(article=planned.article_id, headline="Secret words"), Place(article=draft.pk, headline="Secret draft"))
    content = client.get("/").content.decode()
    assert not any(words in content for words in ("Planned story", "Secret words", "Draft story", "Secret draft"))
    later = front.compose(planned.live_from, front.launched(planned.live_from))
    assert later.lead.headline == "Secret words"


def test_a_planned_front_takes_over_at_its_moment_with_no_worker(client):
    old, new = world.make_live(ago=hours(9)), world.make_live(ago=hours(1))
    moment = timezone.now() + hours(2)
    launch(Place(article=old.article_id), at=moment)
    response = client.get("/")
    assert headlines(response) == [new.path, old.path]
    assert response["X-Page-Until"] == moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
    FrontEdition.objects.update(live_from=timezone.now() - hours(1))
    assert headlines(client.get("/"))[0] == old.path


def test_the_page_holds_until_the_first_pin_ends(client):
    edition, moment = world.make_live(), timezone.now() + hours(1)
    launch(Place(article=edition.article_id, pinned_until=moment), Place(article=edition.article_id))
    assert client.get("/")["X-Page-Until"] == moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_a_section_shows_what_was_put_there_and_no_story_stands_twice(client):
    section, other = world.make_section(position=1), world.make_section(position=2)
    mine = [world.make_live(section=section, ago=hours(number + 1)) for number in range(4)]
    theirs = [world.make_live(section=other, ago=hours(number + 10)) for number in range(4)]
    launch(
        Place(article=theirs[3].article_id),
        Place(section.pk),
        Place(section.pk, mine[3].article_id),
        Place(section.pk, mine[3].article_id),
    )
    shown = headlines(client.get("/"))
    assert shown[0] == theirs[3].path
    assert shown[1:4] == [mine[0].path, mine[3].path, mine[1].path]
    assert shown[4:] == [edition.path for edition in theirs[:3]]
    assert len(shown) == len(set(shown))


def test_source_order_is_the_order_of_the_places(client):
    editions = [world.make_live(ago=hours(number + 1)) for number in range(6)]
    order = [editions[place] for place in (3, 0, 5, 1, 4, 2)]
    launch(*[Place(article=edition.article_id) for edition in order])
    assert headlines(client.get("/")) == [edition.path for edition in order]
    assert not seen(client.get("/")).misnested


@pytest.mark.parametrize("number", [2, 300])
def test_any_number_of_stories_and_places_costs_at_most_eight_queries(client, django_assert_num_queries, number):
    section = world.make_section()
    first = world.make_live(section=section, ago=hours(1))
    for row in range(number - 1):
        world.Edition.objects.create(
            **{
                field.attname: getattr(first, field.attname)
                for field in first._meta.concrete_fields
                if field.name not in {"id", "article"}
            },
            article=world.Article.objects.create(headline=f"Story {row}", section=section),
        )
    chosen = picture(1)
    places = [
        Place(pk, article.pk, "Here", chosen.pk)
        for pk, article in zip([None, section.pk] * 30, world.Article.objects.all()[:60], strict=False)
    ]
    launch(*sorted(places, key=lambda place: place.section is not None))
    with django_assert_num_queries(8):
        assert client.get("/").status_code == 200
