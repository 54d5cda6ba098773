"""What uses a picture is known, keeps it from being deleted, and its files go with it when nothing does."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, BodyPicture, FrontEdition, Picture, Slot
from articles.pictures import removal
from articles.pictures.uploads import ingest
from articles.pictures.uses import used, uses_of
from articles.publishing import workflow
from tests import world
from tests.pictures.drawing import drawn

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return ingest(drawn(), alt="A pier", credit="Mara Lindqvist")


def figure(picture, words=""):
    return f'<p>The ferry left.</p><figure data-picture="{picture.pk}"{words}></figure>'


def kinds(picture):
    return [use.kind for use in uses_of(picture)]


def is_used(picture):
    return Picture.objects.filter(used(), pk=picture.pk).exists()


def every_file():
    roots = [Path(storages[alias].location) for alias in ("default", "originals")]
    return {path for root in roots for path in root.rglob("*") if path.is_file()}


def lead(picture):
    world.make_article(lead_picture=picture)


def in_the_text(picture):
    world.make_article(body=figure(picture))


def published_and_taken_out(picture):
    edition = world.make_live(body=figure(picture))
    edition.article.body = "<p>Without.</p>"
    edition.article.save()


def led_an_edition(picture):
    edition = world.make_live(lead_picture=picture)
    Article.objects.filter(pk=edition.article_id).update(lead_picture=None)


def portrait(picture):
    author = world.make_author()
    author.picture = picture
    author.save()


def place_of_the_draft(picture):
    Slot.objects.create(position=1, article=world.make_live().article, picture=picture)


def planned_front(picture):
    FrontEdition.objects.create(
        number=1, content=[{"picture": picture.pk}], live_from=timezone.now() + timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("use", "kind"),
    [
        (lead, "lead picture"),
        (in_the_text, "in the text"),
        (published_and_taken_out, "in a published edition"),
        (led_an_edition, "in a published edition"),
        (portrait, "portrait"),
        (place_of_the_draft, "draft of the front page"),
        (planned_front, "launched front page"),
    ],
)
def test_every_use_is_named_and_keeps_the_picture(editor, picture, use, kind):
    assert (uses_of(picture), is_used(picture)) == ([], False)
    use(picture)
    assert kinds(picture) == [kind]
    assert is_used(picture)
    address = reverse("admin:articles_picture_delete", args=[picture.pk])
    page = editor.get(address).content.decode()
    assert f"{kind}: <a href=" in page
    assert "stays in the library as long as something uses it" in page
    assert editor.post(address, {"post": "yes"}).status_code == 200
    assert Picture.objects.filter(pk=picture.pk).exists()


@pytest.mark.parametrize("use", [lead, in_the_text, published_and_taken_out, led_an_edition, portrait])
def test_the_database_keeps_it_too(picture, use):
    use(picture)
    with pytest.raises(ProtectedError), transaction.atomic():
        picture.delete()


def test_a_front_page_that_has_ended_keeps_no_picture(picture):
    now = timezone.now()
    FrontEdition.objects.create(
        number=1, content=[{"picture": picture.pk}], live_from=now - timedelta(days=2), live_until=now
    )
    assert (uses_of(picture), is_used(picture)) == ([], False)


def test_texts_are_counted_as_they_change(picture):
    other = ingest(drawn((400, 300)))
    article = world.make_article(body=figure(picture) + figure(picture))
    assert kinds(picture) == ["in the text"]
    article.body = figure(other) + '<figure data-picture="999999"></figure>'
    article.save()
    assert (kinds(picture), kinds(other)) == ([], ["in the text"])
    article.delete()
    assert not BodyPicture.objects.exists()


def test_a_save_that_touches_no_text_costs_no_query_more(picture, django_assert_num_queries):
    article = world.make_article(body=figure(picture))
    with django_assert_num_queries(1):
        Article(pk=article.pk, stage="ready").save(update_fields=["stage"])


def test_deleting_takes_every_file_along_after_the_commit(editor, picture, django_capture_on_commit_callbacks):
    assert len(every_file()) > 5
    with django_capture_on_commit_callbacks() as waiting:
        editor.post(reverse("admin:articles_picture_delete", args=[picture.pk]), {"post": "yes"})
    assert not Picture.objects.exists()
    assert len(every_file()) > 5  # a rollback would still find them
    for callback in waiting:
        callback()
    assert every_file() == set()


def test_several_are_deleted_with_their_files_and_one_in_use_keeps_all(
    editor, picture, django_capture_on_commit_callbacks
):
    other = ingest(drawn((400, 300)))
    lead(other)
    posted = {"action": "delete_selected", "_selected_action": [picture.pk, other.pk], "post": "yes"}
    changelist = reverse("admin:articles_picture_changelist")
    editor.post(changelist, posted)
    assert Picture.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(changelist, posted | {"_selected_action": [picture.pk]})
    assert list(Picture.objects.all()) == [other]
    assert all(other.digest[:20] in path.as_posix() for path in every_file())


def test_files_stay_when_the_same_bytes_came_in_again_meanwhile(picture):
    gone = Picture.objects.get(pk=picture.pk)
    assert removal.remove_files(gone) == 0
    assert len(every_file()) > 5


def test_files_without_a_picture_are_found_and_deleted(picture, monkeypatch, capsys):
    kept = every_file()
    digest = "ab" * 32
    for alias, name in (
        ("default", f"masters/ab/{digest[:20]}.jpg"),
        ("default", f"renditions/{digest[:20]}/320.jpg"),
        ("originals", f"originals/ab/{digest}.jpg"),
    ):
        storages[alias].save(name, ContentFile(b"x"))
    call_command("check_pictures")
    assert "0 files without a picture" in capsys.readouterr().out  # as young as an upload that is under way
    monkeypatch.setattr(removal, "UPLOADING", timedelta(seconds=-1))
    call_command("check_pictures", "--dry-run")
    assert capsys.readouterr().out.count("would delete: ") == 3
    assert len(every_file()) == len(kept) + 3
    call_command("check_pictures")
    assert "3 files without a picture" in capsys.readouterr().out
    assert every_file() == kept


def test_an_upload_that_fails_half_way_leaves_what_the_command_finds(picture, monkeypatch):
    assert list(removal.orphans()) == []
    Picture.objects.all().delete()
    monkeypatch.setattr(removal, "UPLOADING", timedelta(seconds=-1))
    assert {orphan.name for orphan in removal.orphans()} == {
        path.relative_to(storages[alias].location).as_posix()
        for alias in ("default", "originals")
        for path in Path(storages[alias].location).rglob("*")
        if path.is_file()
    }


def test_the_migration_counts_the_texts_that_were_there(picture):
    from importlib import import_module
    from types import SimpleNamespace

    from django.apps import apps
    from django.db import connection

    edition = world.make_live(body=figure(picture, ' data-alt="A pier"'))
    BodyPicture.objects.all().delete()
    import_module("articles.migrations.0019_pictures_in_texts").keep_count(apps, SimpleNamespace(connection=connection))
    assert set(BodyPicture.objects.values_list("article", "edition")) == {
        (edition.article_id, None),
        (edition.article_id, edition.pk),
    }


def test_words_of_a_place_are_published_with_it(client, picture):
    edition = world.make_live(
        lead_picture=picture,
        lead_alt="The pier, seen from the ferry",
        body=figure(picture, ' data-alt="Its &quot;end&quot;"'),
    )
    page = client.get(edition.path).content.decode()
    assert 'alt="The pier, seen from the ferry"' in page
    assert 'alt="Its &quot;end&quot;"' in page
    assert 'alt="A pier"' not in page


def test_decorative_in_one_place_and_described_in_another(client, picture):
    edition = world.make_live(lead_picture=picture, lead_decorative=True, body=figure(picture))
    page = client.get(edition.path).content.decode()
    assert page.count('alt="A pier"') == 1
    assert 'alt=""' in page
    body = world.make_live(body=figure(picture, ' data-alt=""'))
    assert 'alt="A pier"' not in client.get(body.path).content.decode()


def test_a_picture_that_the_story_describes_may_be_published_undescribed():
    bare = ingest(drawn((300, 200)))
    with pytest.raises(workflow.WorkflowRefused, match="no alternative text"):
        workflow.publish(world.make_article(lead_picture=bare), by=None)
    with pytest.raises(workflow.WorkflowRefused, match="no alternative text"):
        workflow.publish(world.make_article(lead_picture=bare, lead_alt="A pier", body=figure(bare)), by=None)
    both = world.make_article(lead_picture=bare, lead_alt="A pier", body=figure(bare, ' data-alt="Its end"'))
    assert workflow.publish(both, by=None).lead_alt == "A pier"
