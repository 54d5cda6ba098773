import pytest

from articles.publishing import workflow
from tests import world
from tests.reading.pages import headlines

pytestmark = pytest.mark.django_db


def move(edition, **fields):
    for name, value in fields.items():
        setattr(edition.article, name, value)
    edition.article.save()
    return workflow.publish(edition.article, by=None)


def test_every_old_address_leads_straight_to_the_present_one(client):
    first = world.make_live(headline="First words")
    second = move(first, headline="Second words")
    third = move(second, section=world.make_section(slug="elsewhere"))
    assert client.get(third.path).status_code == 200
    for old in (first.path, second.path):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, third.path)
        assert response["Cache-Control"] == "no-store"


def test_a_story_that_moved_back_is_read_at_its_first_address_again(client):
    first = world.make_live(headline="First words")
    second = move(first, headline="Second words")
    move(second, headline="First words")
    assert client.get(first.path).status_code == 200
    assert client.get(second.path)["Location"] == first.path


def test_mistyped_words_before_the_right_id_lead_to_the_story(client):
    edition = world.make_live()
    response = client.get(f"/anything/cut-off-{edition.article.public_id}/")
    assert (response.status_code, response["Location"]) == (301, edition.path)


def test_a_planned_story_answers_like_an_address_nobody_ever_heard_of(client):
    edition = world.make_scheduled(headline="Canary in the coal mine")
    response = client.get(edition.path)
    assert response.status_code == 404
    assert "Canary" not in response.content.decode()
    assert client.get(f"/x/other-{edition.article.public_id}/").status_code == 404


def test_a_draft_has_no_page(client):
    assert client.get(world.make_article().address()).status_code == 404


def test_the_address_of_a_planned_move_answers_with_the_present_one(client):
    edition = world.make_live(headline="As it is")
    edition.article.headline = "As it will be"
    edition.article.save()
    planned = workflow.schedule(edition.article, by=None, at=world.timezone.now() + world.timedelta(hours=1))
    assert planned.path != edition.path
    assert client.get(edition.path).status_code == 200
    response = client.get(planned.path)
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, edition.path, "no-store")


def test_a_withdrawn_story_says_so_with_the_day_and_the_reason_and_nothing_of_the_story(client):
    first = world.make_live(headline="A wrong story", standfirst="Wrong from end to end.")
    second = move(first, headline="A story still wrong")
    workflow.withdraw(second.article, by=None, reason="It was not true.")
    for path in (first.path, second.path):
        response = client.get(path)
        content = response.content.decode()
        assert response.status_code == 410
        assert "has been withdrawn" in content
        assert "It was not true." in content
        assert world.timezone.localtime().strftime("%B %Y") in content
        assert "wrong story" not in content
        assert "Wrong from" not in content
        assert response["Cache-Control"] == "no-store"


def test_a_withdrawn_story_that_is_planned_again_is_still_withdrawn(client):
    edition = world.make_live()
    workflow.withdraw(edition.article, by=None)
    workflow.schedule(edition.article, by=None, at=world.timezone.now() + world.timedelta(hours=1))
    assert client.get(edition.path).status_code == 410


def test_an_address_without_its_last_slash_leads_to_the_story(client):
    edition = world.make_live()
    response = client.get(edition.path.rstrip("/"))
    assert (response.status_code, response["Location"]) == (301, edition.path)


@pytest.mark.parametrize("path", ["/no/such/", "/no-such/", "/world/%00/", "/world/%ff-x/", f"/world/{'x' * 2000}/"])
def test_addresses_of_nothing_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_tombstone_leads_on_to_the_newest_stories(client):
    withdrawn, other = world.make_live(), world.make_live()
    workflow.withdraw(withdrawn.article, by=None)
    response = client.get(withdrawn.path)
    assert response.status_code == 410
    assert headlines(response) == [other.path]
