"""In which order threads can be read, page by page, and what stands before them all."""

import pytest
from django.utils import timezone

from articles.comments.reading import THREADS_A_PAGE, conversation
from articles.models import Comment
from tests import world
from tests.comments.conversing import ago, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open")


def listing(client, edition, query=""):
    return client.get(f"/comments/{edition.article.public_id}/{query}")


def firsts(edition, **asked):
    return [thread.first for thread in conversation(edition, **asked).threads]


def test_threads_are_read_oldest_first_newest_first_or_most_recommended_first(edition):
    old = world.make_comment(edition, posted=ago(30), recommendations=1)
    middle = world.make_comment(edition, posted=ago(20), recommendations=5)
    new = world.make_comment(edition, posted=ago(10))
    reply(edition, old, recommendations=9)
    assert firsts(edition) == [old, middle, new]
    assert firsts(edition, sort="newest") == [new, middle, old]
    assert firsts(edition, sort="recommended") == [middle, old, new]


@pytest.mark.parametrize("sort", ["newest", "recommended"])
def test_a_page_says_its_order_and_links_to_the_others(client, edition, sort):
    for _number in range(2):
        world.make_comment(edition)
    page = listing(client, edition, f"?sort={sort}")
    base = f"/comments/{edition.article.public_id}/"
    assert f'<a href="{base}?sort={sort}" aria-current="page"' in page.text
    assert f'<a href="{base}" rel="nofollow">Oldest</a>' in page.text
    assert '<meta name="robots" content="noindex, follow">' in page.text


@pytest.mark.parametrize("query", ["?sort=oldest", "?sort=x", "?sort=NEWEST", "?sort=newest&page=1", "?sort=newest'"])
def test_an_order_that_is_not_there_is_not_found(client, edition, query):
    for _number in range(THREADS_A_PAGE + 1):
        world.make_comment(edition)
    assert listing(client, edition, query).status_code == 404


@pytest.mark.parametrize("sort", ["", "newest", "recommended"])
def test_the_pages_of_an_order_hold_every_thread_once(client, edition, sort):
    for number in range(2 * THREADS_A_PAGE + 3):
        world.make_comment(edition, posted=ago(number % 7), recommendations=number % 3)
    seen = [first.pk for page in (1, 2, 3) for first in firsts(edition, page=page, sort=sort)]
    assert sorted(seen) == sorted(Comment.objects.values_list("pk", flat=True))
    query = f"?sort={sort}&amp;page=" if sort else "?page="
    page = listing(client, edition, f"?sort={sort}" if sort else "")
    assert f'{query}2"' in page.text
    assert f'{query}3"' in page.text
    assert 'aria-current="page"><span class="visually-hidden">Page </span>1</a>' in page.text


def test_the_story_leads_to_the_other_orders(client, edition):
    world.make_comment(edition)
    base = f'href="/comments/{edition.article.public_id}/?sort='
    assert base not in client.get(edition.path).text  # nothing to sort
    world.make_comment(edition)
    story = client.get(edition.path).text
    assert base + 'newest"' in story
    assert base + 'recommended"' in story


def test_the_featured_stand_first_in_a_box_and_in_their_place_as_well(client, edition):
    comments = [world.make_comment(edition, text=f"words-{number}", posted=ago(50 - number)) for number in range(30)]
    answer = reply(edition, comments[0], text="the answer")
    for minutes, comment in enumerate([comments[2], comments[29], answer, comments[3]]):
        Comment.objects.filter(pk=comment.pk).update(featured_at=ago(60 - minutes))
    shown = conversation(edition)
    assert shown.featured == [comments[3], answer, comments[29]]  # three, the last chosen first
    story = client.get(edition.path).text
    assert story.index("Chosen by our moderators") < story.index("words-0")
    assert story.count("the answer") == 2
    assert story.count("words-29") == 1  # its place is on another page, where the box leads
    assert f'href="/comments/{edition.article.public_id}/{comments[29].pk}/#comment-{comments[29].pk}"' in story
    assert "Chosen by" not in listing(client, edition, "?page=2").text


@pytest.mark.parametrize("status", ["waiting", "rejected", "deleted"])
def test_what_is_featured_and_not_public_is_not_shown(edition, status):
    hidden = world.make_comment(edition, featured_at=timezone.now(), status=status)
    below = reply(edition, hidden, featured_at=timezone.now(), text="below")
    assert conversation(edition).featured == ([below] if status == "deleted" else [])


def test_a_deleted_comment_keeps_its_place_above_its_answers_and_tells_nothing(client, edition):
    first = world.make_comment(edition, status="deleted", text="", author_name="", posted=ago(9))
    answer = reply(edition, first, text="the answer stands")
    deep = reply(edition, answer, text="deep")
    world.make_comment(edition, status="deleted", text="", author_name="", posted=ago(8))
    Comment.objects.filter(pk=answer.pk).update(status="deleted", text="", author_name="")
    for url in (edition.path, f"/comments/{edition.article.public_id}/{first.pk}/"):
        page = client.get(url).text
        assert page.count("This comment was deleted by its writer.") == 1
        assert f'id="comment-{first.pk}"' in page
        assert "in reply to a comment that its writer deleted" in page
        assert f'id="comment-{deep.pk}"' in page
    assert "in reply to" in client.get(edition.path).text


def test_a_deleted_comment_without_answers_is_nowhere(client, edition):
    first = world.make_comment(edition, status="deleted", text="")
    assert "No comments yet" in client.get(edition.path).text
    assert client.get(f"/comments/{edition.article.public_id}/{first.pk}/").status_code == 404


def test_the_desk_sees_the_conversation_as_it_was(client, edition):
    old = world.make_comment(edition, posted=ago(30))
    answer = reply(edition, old, posted=ago(20))
    world.make_comment(edition, posted=ago(5))
    reply(edition, old, posted=ago(4))
    then = conversation(edition, at=ago(10))
    assert (then.count, then.thread_count) == (2, 1)
    assert [(thread.first, thread.replies, thread.more) for thread in then.threads] == [(old, [answer], 0)]
