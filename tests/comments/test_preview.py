"""Preview: the comment as it would look, above the form with all that was typed. Nothing is stored, nothing counted."""

import pytest

from articles.comments.discussions.models import Discussion
from articles.comments.judging import outside
from articles.comments.judging.models import ListedWord, PostingRate
from articles.models import Comment, Edition
from tests import world
from tests.comments.visitor import WORDS, Visitor, controls

pytestmark = pytest.mark.django_db
TYPED = "An *old* pier.\n\n> It was closed\n\nSee https://a.example/x?y=1&z=2 <b>now</b>"


@pytest.fixture
def visitor():
    return Visitor(world.make_live(comment_policy="open"))


def visitor_edition(visitor):
    return Edition.objects.get(article__public_id=visitor.url.split("/")[2])


def typed_in(response) -> dict[str, str]:
    """The fields of the form, as a browser shows them."""
    return {name: value.replace("\r\n", "\n") for name, value in controls(response).items()}


def shown_in(page: str) -> str:
    """The text of the first comment of a page, as markup."""
    return page.partition('<div class="comment-text"')[2].partition(">")[2].partition("</div>")[0]


def test_a_preview_shows_what_the_page_will_show_and_the_form_posts_it(visitor):
    preview = visitor.post(text=TYPED, preview="1")
    assert preview.status_code == 200
    assert preview["Cache-Control"] == "no-store"
    assert "not posted yet" in preview.text
    assert not Comment.objects.exists()
    visitor.submit(controls(preview))
    comment = Comment.objects.get()
    assert comment.text == TYPED
    assert shown_in(preview.text) == comment.text_html
    assert "<em>old</em>" in shown_in(preview.text)


def test_everything_typed_is_in_the_form_below_and_its_key_is_the_same(visitor):
    edition = visitor_edition(visitor)
    parent = world.make_comment(edition)
    form = visitor.open(parent=parent.pk)
    passage = edition.standfirst
    preview = visitor.send(form, text=TYPED, passage=passage, preview="1")
    kept = typed_in(preview)
    assert (kept["name"], kept["email"], kept["text"], kept["passage"]) == (
        WORDS["name"],
        WORDS["email"],
        TYPED,
        passage,
    )
    assert kept["parent"] == str(parent.pk)
    assert kept["key"] == controls(form)["key"]
    assert "preview" not in kept


def test_a_preview_counts_nothing_and_asks_nobody_outside(visitor, settings, monkeypatch):
    settings.COMMENT_RATES = True
    monkeypatch.setattr(outside, "asked", lambda case: pytest.fail("a preview went to a service outside"))
    for _time in range(20):
        assert visitor.post(preview="1").status_code == 200
    assert not PostingRate.objects.exists()
    assert not Discussion.objects.filter(comment_count__gt=0).exists()


def test_a_field_that_needs_a_change_is_named_as_when_posting(visitor):
    response = visitor.post(text=TYPED, email="no address", preview="1")
    assert response.status_code == 422
    assert 'href="#id_email"' in response.text
    assert typed_in(response)["text"] == TYPED


def test_what_would_be_refused_is_said_and_can_be_changed(visitor):
    ListedWord.objects.create(word="grimplewort", verdict=ListedWord.Verdict.REFUSE)
    response = visitor.post(text="Buy grimplewort", preview="1")
    assert response.status_code == 200
    assert "would not be taken" in response.text
    assert "We do not print these words: grimplewort" in response.text
    assert visitor.submit({**controls(response), "text": "Buy nothing"}).status_code == 303


def test_what_would_only_wait_is_not_told(visitor):
    """Else one could try words until the list lets them through."""
    ListedWord.objects.create(word="grimplewort")
    response = visitor.post(text="Buy grimplewort", preview="1")
    assert "would not be taken" not in response.text
    assert "moderator before they appear" in response.text


def test_on_a_slowed_story_a_preview_says_how_long_to_wait(visitor):
    edition = visitor_edition(visitor)
    Discussion.objects.update_or_create(article=edition.article, defaults={"state": "slowed", "slow_seconds": 300})
    visitor.post(text="First thought.")
    response = visitor.post(text="Second thought.", preview="1")
    assert response.status_code == 200
    assert "This conversation is slowed down. Your text is kept: wait 5 minutes" in response.text


def test_a_preview_on_a_story_closed_meanwhile_gives_the_text_back(visitor):
    form = visitor.open()
    edition = visitor_edition(visitor)
    Discussion.objects.update_or_create(article=edition.article, defaults={"state": "closed"})
    response = visitor.send(form, text=TYPED, preview="1")
    assert response.status_code == 403
    assert typed_in(response)["id_text"] == TYPED


def test_a_preview_of_an_answer_to_a_comment_that_went_says_so(visitor):
    parent = world.make_comment(visitor_edition(visitor))
    form = visitor.open(parent=parent.pk)
    Comment.objects.filter(pk=parent.pk).update(status="rejected")
    response = visitor.send(form, text=TYPED, preview="1")
    assert response.status_code == 422
    assert "no longer shown" in response.text
    assert typed_in(response)["text"] == TYPED


def test_script_in_a_preview_is_text(visitor):
    response = visitor.post(text="<script>alert(1)</script>", name="<img src=x onerror=alert(1)>", preview="1")
    assert "<script>" not in response.text
    assert "<img" not in response.text


def test_a_preview_runs_the_way_its_text_does(visitor):
    response = visitor.post(text="توقفت العبّارة في الميناء من يوم الاثنين على ما قال", preview="1")
    assert '<div class="comment-text" dir="rtl" lang="ar">' in response.text
