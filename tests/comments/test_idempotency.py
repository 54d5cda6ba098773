"""The same submission makes one comment, however often and at whatever moment it arrives."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connections

from articles.comments import posting
from articles.comments.posting import Submission, post
from articles.models import Comment
from tests import world
from tests.comments.visitor import Visitor


def submission(**fields):
    return Submission(**{"name": "Ada", "email": "ada@example.org", "text": "Once only.", "token": "t" * 43, **fields})


@pytest.mark.django_db
@pytest.mark.parametrize("policy", ["open", "held"])
def test_the_same_form_sent_twice_makes_one_comment_and_both_answers_lead_to_it(policy):
    visitor = Visitor(world.make_live(comment_policy=policy))
    form = visitor.open()
    first, second = visitor.send(form), visitor.send(form)
    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_two_forms_with_the_same_words_make_two_comments():
    visitor = Visitor(world.make_live(comment_policy="open"))
    visitor.post()
    visitor.post()
    assert Comment.objects.count() == 2


@pytest.mark.django_db
def test_another_text_from_the_same_form_is_another_comment_and_not_lost():
    visitor = Visitor(world.make_live(comment_policy="open"))
    form = visitor.open()
    visitor.send(form, text="First thought.")
    visitor.send(form, text="Second thought.")
    assert set(Comment.objects.values_list("text", flat=True)) == {"First thought.", "Second thought."}


@pytest.mark.django_db
@pytest.mark.parametrize("token", [None, "", "short", "?" * 43, "x" * 400, "with\x00nul" + "x" * 40])
def test_a_client_without_a_proper_key_posts_all_the_same_and_once(token):
    visitor = Visitor(world.make_live(comment_policy="open"))
    answers = {visitor.post(key=token)["Location"] for _time in range(2)}
    assert len(answers) == 1
    assert Comment.objects.count() == 1


@pytest.mark.django_db
def test_the_same_words_at_another_place_are_another_comment():
    edition, other = world.make_live(comment_policy="open"), world.make_live(comment_policy="open")
    parent = world.make_comment(edition)
    made = [
        post(edition.article, edition, submission(token="")),
        post(other.article, other, submission(token="")),
        post(edition.article, edition, submission(token="", parent_id=parent.pk)),
    ]
    assert [created for _comment, created in made] == [True, True, True]


@pytest.mark.django_db
def test_a_retry_leads_to_its_comment_even_when_the_story_was_closed_meanwhile():
    edition = world.make_live(comment_policy="open")
    comment, _created = post(edition.article, edition, submission())
    edition.article.comment_policy = "closed"
    assert post(edition.article, edition, submission()) == (comment, False)


@pytest.mark.django_db
def test_a_comment_written_between_look_up_and_insert_is_the_one_answered():
    edition = world.make_live(comment_policy="open")
    first, _created = post(edition.article, edition, submission())
    late = Comment(article=edition.article, text="Once only.", key=first.key, posted=first.posted)
    assert posting.insert(late) == (first, False)


@pytest.mark.django_db
def test_a_row_the_database_refuses_for_another_reason_is_an_error():
    edition = world.make_live(comment_policy="open")
    with pytest.raises(IntegrityError):
        posting.insert(Comment(article=edition.article, text="", key="k", posted=edition.live_from))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("policy", ["open", "held"])
def test_fifty_sendings_from_ten_threads_make_one_comment_and_fifty_right_answers(policy):
    edition = world.make_live(comment_policy=policy)
    visitor = Visitor(edition)
    form = visitor.open()

    def send_five_times(_thread):
        answers = []
        for _time in range(5):
            response = visitor.send(form)
            answers.append((response.status_code, response.get("Location")))
            connections.close_all()  # the test client leaves that to the server
        return answers

    with ThreadPoolExecutor(10) as threads:
        answers = [answer for batch in threads.map(send_five_times, range(10)) for answer in batch]
    comment = Comment.objects.get()
    place = f"{edition.path}#comment-{comment.pk}" if policy == "open" else f"{visitor.url[:-5]}thanks/?because=held"
    assert answers == [(303, place)] * 50
