"""Recommending: a page with a form, once for each reader, taken back, and a count that no race makes wrong."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from articles.comments import moderation
from articles.comments.discussions import counts
from articles.comments.judging import rates
from articles.comments.responding import recommending
from articles.comments.responding.who import digest_of_account
from articles.models import Comment, Recommendation
from tests import world
from tests.comments.visitor import controls

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open")


@pytest.fixture
def comment(edition):
    return world.make_comment(edition, author_name="Ada")


def url_of(comment, act="recommend"):
    return f"/comments/{comment.article.public_id}/{comment.pk}/{act}/"


def press(client, comment, **more):
    """Open the page and press its button, as a browser without script does."""
    page = client.get(url_of(comment), **more)
    return client.post(url_of(comment), controls(page), **more)


def count_of(comment):
    return Comment.objects.values_list("recommendations", flat=True).get(pk=comment.pk)


def test_pressing_the_button_recommends_and_leads_back_to_the_comment(edition, comment):
    client = Client(enforce_csrf_checks=True)
    page = client.get(url_of(comment))
    assert page.status_code == 200
    assert comment.text in page.text
    assert page["Cache-Control"] == "no-store"
    answer = client.post(url_of(comment), controls(page))
    assert answer.status_code == 303
    assert answer["Location"] == f"{edition.path}#comment-{comment.pk}"
    assert count_of(comment) == 1


def test_looking_changes_nothing(client, comment):
    client.get(url_of(comment))
    client.head(url_of(comment))
    assert count_of(comment) == 0


def test_one_reader_counts_once_and_can_take_it_back(comment):
    client = Client(enforce_csrf_checks=True)
    page = client.get(url_of(comment))
    for _turn in range(3):
        assert client.post(url_of(comment), controls(page)).status_code == 303
        assert count_of(comment) == 1
    assert "You recommend this comment" in client.get(url_of(comment)).text
    press(client, comment)
    assert count_of(comment) == 0
    assert not Recommendation.objects.exists()


def test_networks_and_accounts_count_each_for_themselves(client, comment):
    for address in ("192.0.2.1", "8.8.4.4", "8.8.4.9", "2a00:1450:4001::1"):
        press(client, comment, REMOTE_ADDR=address)
        if address == "8.8.4.9":  # the same prefix of 24 bits: its page offered to take it back
            assert count_of(comment) == 1
            press(client, comment, REMOTE_ADDR=address)
    assert count_of(comment) == 3
    client.force_login(world.make_user("reader-a"))
    press(client, comment, REMOTE_ADDR="8.8.4.4")
    assert count_of(comment) == 4


def test_nothing_that_is_kept_holds_an_address_or_a_name(client, comment):
    user = world.make_user("reader-a")
    press(client, comment, REMOTE_ADDR="8.8.4.4")
    client.force_login(user)
    press(client, comment)
    kept = list(Recommendation.objects.values_list("who", flat=True))
    assert all(len(who) == 40 and set(who) <= set("0123456789abcdef") for who in kept)
    assert digest_of_account(user) in kept


def test_nobody_recommends_their_own_comment(client, edition):
    user = world.make_user("reader-a")
    own = world.make_comment(edition, user=user)
    client.force_login(user)
    assert client.get(url_of(own)).status_code == 422
    assert client.post(url_of(own), {"do": "recommend"}).status_code == 422
    assert count_of(own) == 0


@pytest.mark.parametrize("status", ["waiting", "rejected", "deleted"])
@pytest.mark.parametrize("act", ["recommend", "report"])
def test_a_comment_that_is_not_shown_gets_a_polite_page_that_tells_nothing(client, edition, status, act):
    hidden = world.make_comment(edition, status=status, text="CANARY", author_name="CANARY")
    pages = [client.get(url_of(hidden, act)), client.post(url_of(hidden, act), {"why": "spam", "text": "Kept words"})]
    pages.append(client.get(f"/comments/{edition.article.public_id}/999999/{act}/"))
    for page in pages:
        assert page.status_code == 404
        assert "This comment is not shown" in page.text
        assert "CANARY" not in page.text
    assert "Kept words" in pages[1].text
    assert count_of(hidden) == 0


def test_methods_and_stories_that_are_not_there(client, comment):
    assert client.put(url_of(comment)).status_code == 405
    assert client.get(f"/comments/{comment.article.public_id}x/{comment.pk}/recommend/").status_code == 404
    off = world.make_comment(world.make_live(comment_policy="off"))
    assert client.get(url_of(off)).status_code == 404


def test_without_the_token_nothing_happens(comment):
    answer = Client(enforce_csrf_checks=True).post(url_of(comment), {"do": "recommend"})
    assert answer.status_code == 403
    assert count_of(comment) == 0


def test_the_pages_that_show_the_number_are_purged_only_when_it_changes(
    client, comment, heard, django_capture_on_commit_callbacks
):
    for sent, expected in (("recommend", 1), ("recommend", 0), ("undo", 1), ("undo", 0)):
        heard.clear()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url_of(comment), {"do": sent})
        assert heard == [f"comments:{comment.article_id}"] * expected


def test_too_many_in_a_minute_are_refused_with_the_time_to_wait(client, edition, settings, monkeypatch):
    settings.COMMENT_RATES = True
    monkeypatch.setattr(rates, "clock", lambda: 1_900_000_000.0)
    comments = [world.make_comment(edition) for _number in range(31)]
    client.force_login(world.make_user("reader-a"))
    answers = [client.post(url_of(comment), {"do": "recommend"}) for comment in comments]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 61
    assert count_of(comments[-1]) == 0


def test_a_rejected_comment_refuses_and_keeps_its_count(comment):
    recommending.recommend(comment.pk, "a")
    moderation.reject(comment, by=None)
    with pytest.raises(recommending.NotShown):
        recommending.recommend(comment.pk, "b")
    moderation.approve(comment, by=None)
    assert recommending.recommend(comment.pk, "b")
    assert count_of(comment) == 2


@pytest.mark.django_db(transaction=True)
def test_fifty_recommendations_at_once_from_ten_threads_are_counted_right():
    comment = world.make_comment(world.make_live(comment_policy="open"))
    start, failed = Barrier(10), []

    def work(number):
        try:
            start.wait()
            for turn in range(5):
                # Two threads each speak for the same five readers; each reader counts once.
                recommending.recommend(comment.pk, f"reader {number // 2} {turn}")
        except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[number]) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert count_of(comment) == Recommendation.objects.count() == 25
    assert list(counts.differences()) == []
