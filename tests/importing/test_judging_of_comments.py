"""Comments printed in a document are judged as readers' are: what the list objects to waits, and nothing is left out."""

import pytest

from articles.comments.judging.models import ListedWord
from articles.comments.moderation import approve
from articles.importing.document import ReadComment
from articles.importing.writing import write_comments
from articles.models import Comment
from tests import world

pytestmark = pytest.mark.django_db


def written(*texts, author="Ines Odell", article=None):
    """(the comments in their order, the codes of the warnings)"""
    warnings = []
    read = [ReadComment(author=author, text=text, date=None, date_raw=None, reply_to=None) for text in texts]
    article = article or world.make_article()
    write_comments(article, read, warnings)
    return list(Comment.objects.filter(article=article).order_by("pk")), [warning.code for warning in warnings]


@pytest.mark.parametrize("policy", ["off", "closed", "held", "newcomers", "open"])
def test_printed_comments_that_nobody_objects_to_are_approved_whatever_the_story_asks_of_new_ones(policy):
    comments, warnings = written(
        "The pier was closed.", "No, it was open.", article=world.make_article(comment_policy=policy)
    )
    assert [comment.status for comment in comments] == ["approved", "approved"]
    assert [comment.reasons for comment in comments] == [[], []]
    assert warnings == []


def test_a_printed_comment_without_a_name_is_no_worse_for_it():
    assert written("The pier was closed.", author="")[0][0].status == "approved"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("See https://a.example", "links"),
        ("See https://a.example https://b.example https://c.example", "many_links"),
        ("x" * 5001, "shape"),
        ("buy grimplewort now", "word"),
    ],
)
def test_what_the_list_objects_to_waits_with_its_reason_and_whole(text, rule):
    ListedWord.objects.create(word="grimplewort", verdict=ListedWord.Verdict.REFUSE)
    comments, warnings = written("The pier was closed.", text)
    assert [comment.status for comment in comments] == ["approved", "waiting"]
    assert comments[1].text == text
    assert [reason["rule"] for reason in comments[1].reasons] == [rule]
    assert comments[1].needs_eyes
    assert warnings == ["comments-wait"]
    comments[0].article.discussion.refresh_from_db()
    assert comments[0].article.discussion.comment_count == 1
    approve(comments[1], by=None)
    comments[0].article.discussion.refresh_from_db()
    assert comments[0].article.discussion.comment_count == 2


def test_nobody_outside_is_asked_about_what_a_document_prints(settings):
    settings.OUTSIDE_CHECK_URL, settings.OUTSIDE_CHECK_KEY = "http://127.0.0.1:9/1.1/comment-check", "k"
    assert written("The pier was closed.")[0][0].status == "approved"
