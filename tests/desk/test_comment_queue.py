"""The comments queue: what waits comes first, and a decision is one click."""

import pytest
from django.urls import reverse

from articles.models import AuditEntry, Comment
from tests.desk.forms import messages_of
from tests.world import make_comment, make_live

QUEUE = "admin:articles_comment_changelist"


@pytest.fixture
def waiting(db):
    edition = make_live()
    return [make_comment(edition, status="waiting", reasons=[{"rule": "newcomer"}]) for _number in range(3)]


def test_queue_shows_what_waits_and_why(moderator, waiting):
    approved = make_comment(make_live(), text="Seen by all")
    page = moderator.get(reverse(QUEUE)).content.decode()
    assert all(comment.text in page for comment in waiting)
    assert "one of this reader’s first comments" in page
    assert approved.text not in page
    assert approved.text in moderator.get(reverse(QUEUE), {"status": "all"}).content.decode()


@pytest.mark.parametrize(("verb", "status"), [("approve", "approved"), ("reject", "rejected")])
def test_one_click_decides_one_comment_and_returns_to_the_queue(moderator, waiting, verb, status):
    page = moderator.get(reverse(QUEUE), {"status": "waiting", "q": "remark"}).content.decode()
    url = reverse(f"admin:articles_comment_{verb}", args=[waiting[1].pk])
    filters = "_changelist_filters=status%3Dwaiting%26q%3Dremark"
    assert f'formaction="{url}?{filters}"' in page
    response = moderator.post(f"{url}?{filters}")
    assert response["Location"] == f"{reverse(QUEUE)}?status=waiting&q=remark"
    assert [Comment.objects.get(pk=comment.pk).status for comment in waiting] == ["waiting", status, "waiting"]
    assert AuditEntry.objects.filter(object_type="comment").get().actor == moderator.user


@pytest.mark.parametrize(("action", "status"), [("approve_selected", "approved"), ("reject_selected", "rejected")])
def test_bulk_action_decides_the_ticked_comments(moderator, waiting, action, status):
    chosen = [comment.pk for comment in waiting[:2]]
    response = moderator.post(reverse(QUEUE), {"action": action, "_selected_action": chosen}, follow=True)
    assert messages_of(response) == [f"2 comments {status}."]
    assert [Comment.objects.get(pk=comment.pk).status for comment in waiting] == [status, status, "waiting"]


def test_comment_s_own_page_offers_the_same_decisions(moderator, waiting):
    url = reverse("admin:articles_comment_change", args=[waiting[0].pk])
    assert 'name="CHANGE_FORM-action" value="approve_selected"' in moderator.get(url).content.decode()
    moderator.post(url, {"CHANGE_FORM-action": "approve_selected", "_selected_action": waiting[0].pk})
    assert Comment.objects.get(pk=waiting[0].pk).status == "approved"


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_decision_needs_the_right(reporter, waiting, verb):
    assert reporter.post(reverse(f"admin:articles_comment_{verb}", args=[waiting[0].pk])).status_code == 403
    reporter.post(reverse(QUEUE), {"action": f"{verb}_selected", "_selected_action": [waiting[0].pk]})
    assert Comment.objects.get(pk=waiting[0].pk).status == "waiting"


def test_decision_is_never_made_by_following_a_link(moderator, waiting):
    assert moderator.get(reverse("admin:articles_comment_approve", args=[waiting[0].pk])).status_code == 405
    assert Comment.objects.get(pk=waiting[0].pk).status == "waiting"


def test_decision_needs_the_form_s_token(waiting, moderator):
    moderator.handler.enforce_csrf_checks = True
    assert moderator.post(reverse("admin:articles_comment_approve", args=[waiting[0].pk])).status_code == 403
    assert Comment.objects.get(pk=waiting[0].pk).status == "waiting"


def test_article_list_leads_to_the_comments_that_wait(editor, waiting):
    page = editor.get(reverse("admin:articles_article_changelist")).content.decode()
    link = f"{reverse(QUEUE)}?article__id__exact={waiting[0].article_id}"
    assert f'<a href="{link}">3<span class="where-stacked"> waiting</span></a>' in page
    assert editor.get(link).context["cl"].result_count == 3


def test_comment_s_markup_is_shown_as_text(moderator):
    make_comment(make_live(), status="waiting", text="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" not in moderator.get(reverse(QUEUE)).content.decode()
