"""The feed of a story's comments, and what an open page is told of new ones: public, small, and no more than readers see."""

from xml.etree import ElementTree

import pytest

from articles.comments import moderation
from articles.models import Comment
from articles.publishing import workflow
from tests import world
from tests.comments.conversing import ago, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open", headline="Ferries & fog")


def feed_of(client, edition):
    response = client.get(f"/comments/{edition.article.public_id}/feed.rss")
    assert response.status_code == 200
    return response, ElementTree.fromstring(response.content).find("channel")


def news(client, edition, **query):
    return client.get(f"/comments/{edition.article.public_id}/new/", query)


def test_the_feed_holds_the_newest_comments_newest_first(client, edition):
    first = world.make_comment(edition, text="One\n\nTwo <b>", author_name="Ada & Co", posted=ago(60))
    answer = reply(edition, first, author_name="Bo", posted=ago(5))
    response, channel = feed_of(client, edition)
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    items = channel.findall("item")
    assert [item.findtext("title") for item in items] == ["Bo, in answer to a comment", "Ada & Co"]
    assert items[1].findtext("description") == "<p>One</p>\n<p>Two &lt;b&gt;</p>"
    address = f"http://testserver/comments/{edition.article.public_id}/{answer.pk}/"
    assert items[0].findtext("link") == items[0].findtext("guid") == address
    assert "Ferries & fog" in channel.findtext("title")
    assert client.get(address).status_code == 302


def test_the_feed_holds_fifty_and_costs_the_same_for_two_and_sixty(client, edition, django_assert_max_num_queries):
    costs = []
    for number in (2, 58):
        for _number in range(number):
            world.make_comment(edition, posted=ago(_number))
        with django_assert_max_num_queries(8) as queries:
            _response, channel = feed_of(client, edition)
        costs.append(len(queries))
    assert len(set(costs)) == 1
    assert len(channel.findall("item")) == 50


def test_the_feed_holds_what_readers_see_and_nothing_else(client, edition):
    shown = world.make_comment(edition, author_email="secret@example.org")
    rejected = world.make_comment(edition)
    reply(edition, rejected, text="CANARY")
    moderation.reject(rejected, by=None)
    for status in ("waiting", "rejected", "deleted"):
        world.make_comment(edition, status=status, text="CANARY", author_name="CANARY")
    response, channel = feed_of(client, edition)
    assert [item.findtext("title") for item in channel.findall("item")] == [shown.author_name]
    assert "CANARY" not in response.text
    assert "secret@" not in response.text


def test_the_feed_is_the_same_for_everyone_and_named_on_the_pages(client, edition):
    comment = world.make_comment(edition)
    client.force_login(world.make_user("desk", is_staff=True))
    response, _channel = feed_of(client, edition)
    assert response["Cache-Control"].startswith("public")
    assert f"comments:{edition.article_id}" in response["Surrogate-Key"].split()
    base = f"/comments/{edition.article.public_id}/"
    link = f'href="{base}feed.rss">'
    for url in (edition.path, base, f"{base}{comment.pk}/"):
        assert link in client.get(url).text


def test_an_empty_feed_is_a_feed(client, edition):
    assert feed_of(client, edition)[1].findall("item") == []


@pytest.mark.parametrize("end", ["feed.rss", "new/?after=0"])
def test_there_is_none_of_what_is_off_withdrawn_or_was_never_public(client, edition, end):
    off = world.make_live(comment_policy="off")
    assert client.get(f"/comments/{off.article.public_id}/{end}").status_code == 404
    assert client.get(f"/comments/nonesuch/{end}").status_code == 404
    assert client.post(f"/comments/{edition.article.public_id}/{end}").status_code == 405
    workflow.withdraw(edition.article, by=None)
    assert client.get(f"/comments/{edition.article.public_id}/{end}").status_code == 410


def test_an_open_page_is_told_how_many_came_and_where_they_begin(client, edition):
    comments = [world.make_comment(edition, posted=ago(50 - number)) for number in range(5)]
    base = f"/comments/{edition.article.public_id}/"
    assert news(client, edition, after=5).json() == {"count": 0, "address": base}
    assert news(client, edition, after=3).json() == {"count": 2, "address": f"{edition.path}#comment-{comments[3].pk}"}
    assert news(client, edition, after=9).json()["count"] == 0


def test_a_comment_that_waited_is_news_when_it_appears(client, edition):
    waiting = world.make_comment(edition, status="waiting")
    world.make_comment(edition)
    assert news(client, edition, after=1).json()["count"] == 0
    moderation.approve(waiting, by=None)
    assert news(client, edition, after=1).json()["count"] == 1


def test_news_are_public_small_and_bounded(client, edition, django_assert_max_num_queries):
    rows = [Comment(article=edition.article, text="x", status="approved", posted=ago(1)) for _number in range(120)]
    Comment.objects.bulk_create(rows)
    world.make_comment(edition)
    with django_assert_max_num_queries(8):
        response = news(client, edition, after=0)
    assert response.json()["count"] == 50
    assert len(response.content) < 100
    assert response["Cache-Control"].startswith("public")
    assert f"comments:{edition.article_id}" in response["Surrogate-Key"].split()


@pytest.mark.parametrize("after", [None, "", "x", "-1", "9" * 30])
def test_a_question_that_makes_no_sense_is_not_found(client, edition, after):
    assert news(client, edition, **({} if after is None else {"after": after})).status_code == 404
