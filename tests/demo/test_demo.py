"""`manage.py demo`: makes a newsroom that has something on every page, once, and never over another's stories."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.utils import timezone

from articles.importing.importer import import_bytes
from articles.management import fixture
from articles.management.demo import newsroom
from articles.management.demo.accounts import PASSWORD
from articles.models import (
    Article,
    Author,
    Comment,
    Correction,
    Edition,
    Picture,
    Revision,
    Section,
    Source,
    Statement,
    Topic,
)
from articles.publishing import revisions
from articles.publishing.models.article import PUBLIC_ID_LETTERS, Kind
from articles.search.rebuilding import rebuild
from articles.text.sanitise import plain_paragraphs
from tests.project.checkout import script
from tests.world import make_article, make_live, make_section, make_user

pytestmark = pytest.mark.django_db


def everything():
    """Every row of the app, as it is stored."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("articles").get_models()
    }


def test_the_demo_has_something_for_every_page(run_demo, client):
    run_demo()
    live = Edition.objects.live()
    assert live.count() >= 12
    assert {Kind.NEWS, Kind.ANALYSIS, Kind.OPINION, Kind.OBITUARY} <= set(live.values_list("kind", flat=True))
    assert {"en", "ar", "fr"} <= set(live.values_list("language", flat=True))
    assert live.get(language="ar").direction == "rtl"
    assert all(live.filter(section=section).exists() for section in Section.objects.all())
    assert all(live.filter(topics=topic).exists() for topic in Topic.objects.all())
    assert all(live.filter(authors=author).exists() for author in Author.objects.all())
    paths = ["/", "/sources/", "/corrections/", "/archive/", "/search/?q=ferry", "/feeds/all.rss", "/sitemap.xml"]
    paths += [page.get_absolute_url() for model in (Section, Topic, Author) for page in model.objects.all()]
    paths += list(live.values_list("path", flat=True))
    for path in paths:
        assert client.get(path).status_code == 200, path


def test_the_front_page_is_fresh_and_shows_the_source_document(run_demo, client):
    run_demo()
    front = client.get("/").content.decode()
    source = Edition.objects.get(article__public_id=fixture.PUBLIC_ID)
    assert source.path in front
    assert timezone.now() - source.live_from < timedelta(hours=3)
    assert "Ferry strike enters third week" in front


def test_one_story_has_three_editions_that_follow_each_other(run_demo):
    run_demo()
    first, second, third = Article.objects.get(public_id="frr2strk").editions.order_by("number")
    assert (first.live_until, second.live_until, third.live_until) == (second.live_from, third.live_from, None)
    assert first.first_published == third.first_published == first.live_from
    assert len({first.headline, second.headline, third.headline}) == 3
    assert third.live_from < timezone.now()


def test_a_correction_tells_what_was_wrong_and_the_first_edition_had_it(run_demo):
    run_demo()
    correction = Correction.objects.public().get(article__public_id="fd6rvwkq")
    first, second = correction.article.editions.order_by("number")
    assert correction.wrong in first.body_text
    assert correction.right in second.body_text
    assert correction.wrong not in second.body_text
    assert second.updated == second.live_from  # as the desk does it: who read it before is told


def test_one_story_is_scheduled_and_one_is_embargoed(run_demo):
    run_demo()
    now = timezone.now()
    assert Edition.objects.filter(live_from__gt=now).count() == 1
    embargoed = Article.objects.get(embargo_until__gt=now)
    assert not embargoed.editions.exists()
    assert embargoed.revisions.exists()


def test_comments_stand_in_every_state(run_demo):
    run_demo()
    statuses = set(Comment.objects.values_list("status", flat=True))
    assert statuses == {"waiting", "approved", "rejected"}
    reply = Comment.objects.public().filter(parent__isnull=False).first()
    assert reply.parent.posted < reply.posted
    assert not Comment.objects.filter(posted__gt=timezone.now()).exists()


def test_statements_stand_where_their_anchors_say(run_demo):
    run_demo()
    statements = Statement.objects.select_related("article")
    assert statements.count() >= 20
    for statement in statements:
        paragraph = plain_paragraphs(statement.article.body)[statement.paragraph]
        assert paragraph[statement.start : statement.end] == statement.words
        frozen = [edition.body_html for edition in statement.article.editions.order_by("-number")[:1]]
        for body in frozen or [statement.article.body]:
            assert f'data-statement="{statement.pk}"' in body
    assert {"direct", "partial", "paraphrase"} == set(statements.values_list("kind", flat=True))


def test_the_unnamed_source_is_named_nowhere(run_demo, client):
    run_demo()
    unnamed = Source.objects.get(slug="a-deck-officer")
    page = client.get(Edition.objects.live().get(article__public_id="frr2strk").path).content.decode()
    assert "some watches had been stood on four hours" in page
    assert unnamed.get_absolute_url() not in page
    assert client.get(unnamed.get_absolute_url()).status_code == 404


def test_every_picture_is_described_and_credited(run_demo):
    run_demo()
    assert Picture.objects.count() == 11
    assert not Picture.objects.filter(alt="").exists()
    assert set(Picture.objects.values_list("credit", flat=True)) == {"Drawn for the demo"}


def test_the_working_copies_are_what_readers_see(run_demo):
    run_demo()
    for article in Article.objects.filter(editions__live_until=None):
        count = Revision.objects.count()
        revisions.record(article, user=None)
        assert Revision.objects.count() == count, article


def test_running_it_again_changes_nothing_and_says_so(run_demo):
    run_demo()
    before = everything()
    assert "nothing was changed" in run_demo()
    assert everything() == before


def test_logins_are_printed_and_work(run_demo, client, settings):
    settings.SITE_URL = "http://127.0.0.1:8123"
    printed = run_demo()
    assert "http://127.0.0.1:8123/\n" in printed
    assert "http://127.0.0.1:8123/admin/" in printed
    for name in ("editor", "reporter", "moderator"):
        assert f"{name} / {PASSWORD}" in printed
        assert client.login(username=name, password=PASSWORD)
        assert client.get("/admin/").status_code == 200
    assert f"editor / {PASSWORD}" in run_demo()


def test_a_site_that_others_can_reach_gets_passwords_of_its_own(run_demo, client, settings):
    settings.SITE_URL = "https://news.example.org"
    printed = run_demo()
    assert PASSWORD not in printed
    password = printed.split("Login  editor / ")[1].split()[0]
    assert client.login(username="editor", password=password)
    assert "editor / as set before" in run_demo()


def test_a_password_that_was_changed_is_not_claimed_to_be_the_demo_s(run_demo, settings):
    settings.SITE_URL = "http://127.0.0.1:8123"
    run_demo()
    editor = get_user_model().objects.get(username="editor")
    editor.set_password("one that the editor chose")
    editor.save()
    get_user_model().objects.get(username="moderator").delete()
    printed = run_demo()
    assert "editor / as set before    (editor: writes" in printed
    assert f"reporter / {PASSWORD}" in printed
    assert "moderator" not in printed


def test_an_account_that_stood_before_is_left_as_it_is_and_said_so(run_demo, settings):
    settings.SITE_URL = "http://127.0.0.1:8123"
    before = make_user("editor", "Moderator")
    make_live()
    printed = run_demo("--force")
    assert "editor / as set before    (an account of yours, left as it is)" in printed
    assert f"reporter / {PASSWORD}    (reporter: " in printed
    assert "What was here before is as it was." in printed
    before.refresh_from_db()
    assert before.check_password("a long password of words")
    assert [group.name for group in before.groups.all()] == ["Moderator"]


def test_the_source_document_s_story_that_stood_before_is_named_and_not_counted(run_demo):
    path = fixture.document_path()
    own = import_bytes(path.read_bytes(), file_name=path.name, by=None, publish=True)
    printed = run_demo("--force")
    assert "The source document's story is here already; it stays as it is." in printed
    assert f"{own.edition.path}    (made of fixtures/source_document.txt)" in printed
    stories = Article.objects.count() - 1
    assert f"The demo newsroom is ready: {stories} stories" in printed


def test_a_refusal_has_an_exit_status_of_its_own(run_demo):
    make_live()
    with pytest.raises(CommandError) as refusal:
        run_demo()
    assert refusal.value.returncode == script("serve").DEMO_REFUSED


def test_stories_of_its_own_are_not_touched(run_demo):
    make_live()
    before = everything()
    with pytest.raises(CommandError, match="holds 1 story that the demo did not make, so nothing was touched"):
        run_demo()
    assert everything() == before


def test_force_adds_the_demo_and_leaves_what_is_there(run_demo):
    own = make_live(section=make_section(name="World", slug="the-world"))
    before = Article.objects.filter(pk=own.article_id).values().get()
    run_demo("--force")
    assert Article.objects.filter(pk=own.article_id).values().get() == before
    assert Article.objects.get(public_id="mrs4nrwd").section == own.section
    assert Edition.objects.live().filter(publisher__name="BBC NEWS").count() == 1


def test_a_story_of_ones_own_beside_the_demo_stays_when_it_is_run_again(run_demo):
    run_demo()
    make_article(headline="A story of our own")
    before = everything()
    assert "nothing was changed" in run_demo()
    assert everything() == before


def test_a_demo_that_breaks_off_leaves_nothing(run_demo, monkeypatch):
    def broken(*args):
        raise RuntimeError("out of ink")

    monkeypatch.setattr(newsroom, "make_comments", broken)
    with pytest.raises(RuntimeError):
        run_demo()
    assert not Article.objects.exists()


def test_public_ids_are_made_of_the_letters_of_public_ids():
    for public_id in {*newsroom.demo_public_ids(), fixture.PUBLIC_ID}:
        assert len(public_id) == 8
        assert set(public_id) <= set(PUBLIC_ID_LETTERS), public_id


def test_search_finds_the_stories_of_the_demo(run_demo, client):
    run_demo()
    assert (
        Edition.objects.live().get(article__public_id="brd7xbtp").path
        in client.get("/search/?q=Brade").content.decode()
    )
    assert rebuild(dry_run=True).missing == 0
