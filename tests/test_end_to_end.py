"""The whole way of a document: imported by the command, published, read, commented on, approved, read again."""

import io
import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Comment, ImportedDocument
from tests.world import make_user

DOCUMENT = Path(__file__).parent.parent / "fixtures" / "source_document.txt"


def fields_of(form: str) -> dict[str, str]:
    """Names and values of the inputs of a form's HTML, as a browser would send them."""
    inputs = re.findall(r"<input\b[^>]*>", form)
    attributes = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in inputs]
    return {each["name"]: unescape(each.get("value", "")) for each in attributes if "name" in each}


def import_and_publish() -> str:
    """The path that the command prints for the source document."""
    out = io.StringIO()
    call_command("import_document", str(DOCUMENT), "--publish", "--json", stdout=out, stderr=io.StringIO())
    [article] = json.loads(out.getvalue())["documents"]["source_document"]["articles"]
    return article["url"].removeprefix("http://testserver")


@pytest.mark.django_db(transaction=True)
def test_a_document_becomes_a_story_that_readers_read_and_comment_on():
    path = import_and_publish()
    reader = Client(enforce_csrf_checks=True)
    page = reader.get(path)
    assert page.status_code == 200
    assert not page.cookies
    assert "Kremlin spokesman Dmitry Peskov said on Thursday" in unescape(page.text)
    assert "BBC NEWS" in page.text
    assert "No comments yet" in page.text
    assert "Post a comment" in page.text

    article = ImportedDocument.objects.get().article
    post_url = reverse("comment_post", args=[article.public_id])
    assert post_url in page.text
    form = reader.get(post_url)
    data = fields_of(form.text) | {
        "name": "Ines Odell",
        "email": "ines@example.org",
        "text": "Let the convoys through.",
    }
    answer = reader.post(post_url, data)
    assert answer.status_code in {200, 302, 303}

    comment = Comment.objects.get()
    assert (comment.text, comment.author_name, comment.status) == ("Let the convoys through.", "Ines Odell", "waiting")
    assert comment.edition == article.editions.get()
    assert "Let the convoys through." not in reader.get(path).text

    desk = Client()
    desk.force_login(moderator())
    approve(desk, comment)
    read_again = reader.get(path).text
    assert "Let the convoys through." in read_again
    assert "No comments yet" not in read_again


def moderator():
    """Someone with the rights of the group Moderator, which a test of committed data cannot count on finding."""
    user = make_user("moderator", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_comment", "change_comment", "moderate_comment"])
    )
    return user


def approve(desk: Client, comment: Comment) -> None:
    """Approve at the desk's queue, as a moderator would: the action of the list."""
    desk.post(
        reverse("admin:articles_comment_changelist"),
        {"action": "approve_selected", "_selected_action": [comment.pk]},
    )
    comment.refresh_from_db()
    assert comment.status == "approved"


@pytest.mark.django_db
def test_the_copy_in_the_repository_is_the_source_document_itself():
    assert DOCUMENT.read_bytes().startswith(b"BBC NEWS")
    original = DOCUMENT.parents[2] / "shared" / "source_document.txt"
    if not original.exists():
        pytest.skip("needs ../shared/source_document.txt beside the checkout")
    assert DOCUMENT.read_bytes() == original.read_bytes()


@pytest.mark.django_db
def test_importing_it_again_leaves_one_story(client):
    path = import_and_publish()
    assert import_and_publish() == path
    assert client.get("/").text.count(f'href="{path}"') >= 1
    assert ImportedDocument.objects.count() == 1
