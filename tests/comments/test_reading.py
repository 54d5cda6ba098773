"""What readers see of a conversation: which comments, in which order, on which page, at what cost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.comments import moderation
from articles.comments.reading import REPLIES_SHOWN, THREADS_A_PAGE, address_of, conversation, section_context
from articles.models import Comment, Edition
from articles.publishing import workflow
from articles.templatetags.machine_time import machine_time
from tests import world
from tests.comments.conversing import ago, reply, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return world.make_live(comment_policy="open")


def listing(client, edition, **query):
    return client.get(f"/comments/{edition.article.public_id}/", query)


def test_a_story_without_comments_says_so_and_offers_the_form(client, edition):
    section = section_of(client, edition)
    assert "No comments yet" in section
    assert f'href="/comments/{edition.article.public_id}/post/"' in section
    assert "Post a comment" in section


def test_a_closed_story_shows_its_comments_and_offers_nothing(client):
    edition = world.make_live(comment_policy="closed")
    comment = world.make_comment(edition)
    section = section_of(client, edition)
    assert comment.text in section
    assert "Comments are closed" in section
    assert "/post/" not in section


def test_a_story_without_comments_by_policy_shows_nothing_of_them_anywhere(client):
    edition = world.make_live(comment_policy="off")
    comment = world.make_comment(edition)
    story = client.get(edition.path).text.partition("<main")[2].partition("</main>")[0]
    told = re.sub(r'href="[^"]*"|class="[^"]*"|id="[^"]*"|aria-labelledby="[^"]*"', "", story)  # what is read
    assert re.findall(r"[^<>]*omment[^<>]*", told) == ["Comments", "Comments are not taken on this story."]
    assert listing(client, edition).status_code == 404
    assert client.get(f"/comments/{edition.article.public_id}/{comment.pk}/").status_code == 404


def test_threads_stand_oldest_first_each_with_its_replies_in_order(edition):
    second = world.make_comment(edition, text="second thread", posted=ago(20))
    first = world.make_comment(edition, text="first thread", posted=ago(30))
    late = reply(edition, first, text="late reply", posted=ago(5))
    early = reply(edition, first, text="early reply", posted=ago(10))
    deep = reply(edition, early, text="deep reply", posted=ago(4))
    threads = conversation(edition).threads
    assert [thread.first for thread in threads] == [first, second]
    assert threads[0].replies == [early, late, deep]
    assert threads[1].replies == []


def test_a_deeper_reply_names_whom_it_answers(client, edition):
    first = world.make_comment(edition, author_name="Ada")
    answer = reply(edition, first, author_name="Bo")
    deep = reply(edition, answer, author_name="Cy")
    section = section_of(client, edition)
    assert section.count("in reply to") == 1
    assert (
        f'in reply to <a href="/comments/{edition.article.public_id}/{answer.pk}/" rel="nofollow"><bdi>Bo</bdi>'
        in section
    )
    moderation.reject(answer, by=None)
    section = section_of(client, edition)
    assert "in reply to a comment that was removed" in section
    assert "<bdi>Bo</bdi>" not in section
    assert f'id="comment-{deep.pk}"' in section


@pytest.mark.parametrize("status", ["waiting", "rejected"])
def test_what_waits_or_was_rejected_is_seen_nowhere(client, edition, status):
    shown = world.make_comment(edition)
    hidden = [
        world.make_comment(edition, text="CANARY", author_name="CANARY", status=status),
        reply(edition, shown, text="CANARY", author_name="CANARY", status=status),
    ]
    base = f"/comments/{edition.article.public_id}/"
    for url in (edition.path, base, f"{base}{shown.pk}/", f"{base}post/?parent={hidden[0].pk}", f"{base}thanks/"):
        page = client.get(url)
        assert page.status_code == 200
        assert "CANARY" not in page.text, url
    for comment in hidden:
        assert client.get(f"{base}{comment.pk}/").status_code == 404
    assert conversation(edition).count == 1
    assert "1 comment<" in section_of(client, edition)


def test_rejecting_the_first_of_a_thread_takes_its_answers_along_and_approving_brings_them_back(client, edition):
    first = world.make_comment(edition, text="the first")
    answer = reply(edition, first, text="the answer")
    moderation.reject(first, by=None)
    assert "No comments yet" in section_of(client, edition)
    assert client.get(f"/comments/{edition.article.public_id}/{answer.pk}/").status_code == 404
    moderation.approve(first, by=None)
    assert "2 comments" in section_of(client, edition)


def test_a_comment_is_told_with_its_author_time_direction_and_language(client, edition):
    comment = world.make_comment(edition, author_name="<Ada>", language="ar", direction="rtl", text="نعم\nلا")
    section = section_of(client, edition)
    assert "<bdi>&lt;Ada&gt;</bdi>" in section
    assert f'<time datetime="{machine_time(comment.posted)}">' in section
    assert '<div class="comment-text" dir="rtl" lang="ar"><p dir="rtl">نعم<br>لا</p></div>' in section


def test_no_mail_address_is_shown(client, edition):
    first = world.make_comment(edition, author_email="secret@example.org")
    reply(edition, first, author_email="secret@example.org")
    base = f"/comments/{edition.article.public_id}/"
    for url in (edition.path, base, f"{base}{first.pk}/", f"{base}post/?parent={first.pk}"):
        assert "secret@" not in client.get(url).text


def test_an_imported_comment_shows_its_printed_name_and_date_and_nothing_invented(client, edition):
    printed = timezone.now().replace(year=2009, month=3, day=7)
    world.make_comment(edition, imported=True, author_name="Old Salt", posted=printed)
    world.make_comment(edition, imported=True, author_name="", author_email="")
    dated, undated = section_of(client, edition).split('<li class="thread">')[1:]
    assert "Old Salt" in dated
    assert ">7 March 2009</time>" in dated
    assert "Anonymous" in undated
    assert "<time" not in undated


@pytest.mark.parametrize("count", [0, 2, 200])
def test_the_section_costs_two_queries_for_any_number(edition, count, django_assert_num_queries):
    first = None
    for number in range(count):
        first = reply(edition, first) if number % 3 and first else world.make_comment(edition)
    edition = Edition.objects.get(pk=edition.pk)
    with django_assert_num_queries(2):
        section = section_context(edition)["comments"]
        for thread in section.threads:
            assert all([thread.first.text_html, *[answer.answers_name for answer in thread.replies]])
    assert section.count == count


@pytest.mark.parametrize("count", [2, 200])
def test_the_pages_of_comments_cost_the_same_with_two_and_two_hundred(
    client, edition, count, django_assert_max_num_queries
):
    first = world.make_comment(edition)
    for number in range(count):
        reply(edition, first) if number % 2 else world.make_comment(edition)
    costs = []
    for place in ("", f"{first.pk}/"):
        with django_assert_max_num_queries(8) as queries:
            assert client.get(f"/comments/{edition.article.public_id}/{place}").status_code == 200
        costs.append(len(queries))
    assert costs == [6, 6]


def test_a_long_conversation_goes_on_on_pages_of_its_own(client, edition):
    comments = [
        world.make_comment(edition, text=f"thread-{n:03}.", posted=ago(100 - n)) for n in range(THREADS_A_PAGE + 3)
    ]
    section = section_of(client, edition)
    assert section.count('class="thread"') == THREADS_A_PAGE
    assert "All 28 comments" in section
    assert comments[-1].text not in section
    first, second = listing(client, edition), listing(client, edition, page=2)
    assert comments[0].text in first.text
    assert "?page=2" in first.text
    assert [comment.text in second.text for comment in comments[-4:]] == [False, True, True, True]


@pytest.mark.parametrize("number", ["1", "0", "-1", "3", "x", "99999999999999999999", "2'"])
def test_a_page_that_is_not_there_is_not_found(client, edition, number):
    for _number in range(THREADS_A_PAGE + 1):
        world.make_comment(edition)
    assert listing(client, edition, page=number).status_code == 404


def test_a_long_thread_is_cut_under_the_story_and_whole_on_its_own_page(client, edition):
    first = world.make_comment(edition)
    answers = [reply(edition, first, text=f"answer-{n:03}.", posted=ago(50 - n)) for n in range(REPLIES_SHOWN + 5)]
    section = section_of(client, edition)
    assert answers[REPLIES_SHOWN - 1].text in section
    assert answers[REPLIES_SHOWN].text not in section
    assert f'<a href="/comments/{edition.article.public_id}/{first.pk}/">5 more answers</a>' in section
    whole = client.get(f"/comments/{edition.article.public_id}/{first.pk}/").text
    assert all(answer.text in whole for answer in answers)


def test_the_number_of_any_public_comment_leads_to_where_it_stands(client, edition):
    for number in range(THREADS_A_PAGE):
        world.make_comment(edition, posted=ago(100 - number))
    near, far = Comment.objects.order_by("posted").first(), world.make_comment(edition)
    answer = reply(edition, near)
    base = f"/comments/{edition.article.public_id}/"
    assert address_of(near, edition) == f"{edition.path}#comment-{near.pk}"
    assert address_of(answer, edition) == f"{edition.path}#comment-{answer.pk}"
    assert address_of(far, edition) == f"{base}{far.pk}/#comment-{far.pk}"
    assert client.get(f"{base}{answer.pk}/")["Location"] == address_of(answer, edition)
    assert f'id="comment-{far.pk}"' in client.get(address_of(far, edition)).text


def test_a_reply_beyond_those_shown_is_found_on_the_right_page_of_its_thread(client, edition):
    first = world.make_comment(edition, posted=ago(500))
    answers = [reply(edition, first, posted=ago(300 - number)) for number in range(105)]
    base = f"/comments/{edition.article.public_id}/{first.pk}/"
    assert address_of(answers[REPLIES_SHOWN], edition) == f"{base}#comment-{answers[REPLIES_SHOWN].pk}"
    assert address_of(answers[-1], edition) == f"{base}?page=2#comment-{answers[-1].pk}"
    assert f'id="comment-{answers[-1].pk}"' in client.get(f"{base}?page=2").text


def test_pages_of_comments_are_the_same_for_everyone_and_name_what_they_show(client, edition):
    comment = world.make_comment(edition)
    client.force_login(world.make_user("desk", is_staff=True))
    base = f"/comments/{edition.article.public_id}/"
    for url in (base, f"{base}{comment.pk}/", f"{base}thanks/"):
        response = client.get(url)
        assert response["Cache-Control"].startswith("public")
        assert "Set-Cookie" not in response
        assert f"comments:{edition.article_id}" in response["Surrogate-Key"].split()
        assert "csrf" not in response.text


def test_pages_of_comments_end_with_the_next_planned_change(client, edition):
    workflow.schedule(edition.article, by=None, at=timezone.now() + timedelta(hours=2))
    assert listing(client, edition).has_header("X-Page-Until")


def test_the_comments_of_a_withdrawn_story_are_gone_with_it(client, edition):
    comment = world.make_comment(edition, text="CANARY")
    workflow.withdraw(edition.article, by=None)
    base = f"/comments/{edition.article.public_id}/"
    for url in (base, f"{base}{comment.pk}/", f"{base}thanks/", f"{base}post/"):
        response = client.get(url)
        assert response.status_code == 410
        assert "CANARY" not in response.text


def test_a_comment_is_not_found_under_another_story(client, edition):
    comment = world.make_comment(world.make_live(comment_policy="open"))
    assert client.get(f"/comments/{edition.article.public_id}/{comment.pk}/").status_code == 404


@pytest.mark.parametrize("because", ["", "x", "held", "links", "newcomer", "closed", "<b>"])
def test_the_thanks_say_one_of_a_few_fixed_things(client, edition, because):
    response = client.get(f"/comments/{edition.article.public_id}/thanks/", {"because": because})
    assert response.status_code == 200
    assert "<b>" not in response.text
    assert response["X-Robots-Tag"] == "noindex"
