"""The page of a preview link: what it shows, whom it names, what it tells caches, robots and other sites."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.desk import previews
from articles.models import Approval, Article, AuditEntry, Edition, Notice, PreviewLink, PreviewRead, Statement
from articles.publishing import revisions
from articles.sourcing.sweep import AS_RECEIVED
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker():
    return world.make_user("ines", "Editor")


@pytest.fixture
def shared(maker):
    """Give it an article, get the address of a link to it (and the link as `address.link`)."""

    class Address(str):
        __slots__ = ("link",)

    def share(article, **fields):
        fields = {"label": "Lawyer, R. Osei", "expires": timezone.now() + timedelta(days=1), **fields}
        link, token = previews.make(article, by=maker, **fields)
        address = Address(f"/preview/{token}/")
        address.link = link
        return address

    return share


def approve(client, address, **fields):
    page = client.get(f"{address}approve/")
    data = {"revision": page.context["form"]["revision"].value(), "name": "R. Osei", **fields}
    return client.post(f"{address}approve/", data)


def test_it_shows_the_working_copy_as_the_article_page_would(client, shared):
    author, topic = world.make_author(), world.make_topic()
    article = world.make_article(
        authors=[author], topics=[topic], headline="Ferry strike", kicker="Ports", publisher=world.make_source()
    )
    content = client.get(shared(article)).content.decode()
    assert "Preview, not published" in content
    for words in ("<h1>Ferry strike</h1>", author.name, topic.name, "Ports", article.standfirst, "It came back."):
        assert words in content
    assert article.publisher.name in content
    assert "application/ld+json" not in content
    assert 'rel="canonical"' not in content
    assert "Post a comment" not in content
    assert not Edition.objects.exists()


def test_it_shows_the_newest_revision_of_a_live_story_and_not_what_is_live(client, shared):
    edition = world.make_live(headline="What readers see")
    address = shared(edition.article)
    Article.objects.filter(pk=edition.article_id).update(headline="What the desk wrote since")
    assert "What readers see" in client.get(address).content.decode()  # not saved as a revision yet
    edition.article.refresh_from_db()
    revisions.record(edition.article, user=None)
    content = client.get(address).content.decode()
    assert "<h1>What the desk wrote since</h1>" in content


def test_its_body_passes_the_one_policy(client, shared):
    address = shared(world.make_article(body="<p>Left.</p><script>alert(1)</script><p onclick='x()'>Back.</p>"))
    content = client.get(address).content.decode()
    assert "<p>Left.</p><p>Back.</p>" in content
    assert "alert(1)" not in content


def test_a_source_who_must_stay_unknown_is_unknown_here_too(client, shared):
    article = world.make_article()
    known, secret = world.make_source(name="Anneke Vos"), world.make_source(name="Whistle Blower", public=False)
    unnamed = world.make_source(name="Dock Worker", kind="unnamed")
    for source, fields in (
        (known, {}),
        (secret, {}),
        (unnamed, {}),
        (world.make_source(name="Off Record"), {"attribution_level": "off_record", "words": "what was never printed"}),
        (world.make_source(name="Only Suggested"), {"state": "suggested"}),
    ):
        Statement.objects.create(
            **{"article": article, "source": source, "words": "left at noon", "state": "accepted", **fields}
        )
    article.publisher = secret
    article.original_url = "https://whistle.example/"
    article.save()
    address = shared(article)
    content = client.get(address).content.decode()
    assert "Anneke Vos" in content
    for name in ("Whistle", "whistle", "Dock Worker", "Off Record", "Only Suggested"):
        assert name not in content
    known.public = False
    known.save()
    assert "Anneke Vos" not in client.get(address).content.decode()


@pytest.mark.parametrize("way", ["", "approve/"])
def test_no_cache_keeps_it_no_robot_lists_it_no_other_site_learns_its_address(client, shared, way):
    response = client.get(f"{shared(world.make_article(), may_approve=True)}{way}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == ("same-origin" if way else "no-referrer")
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    assert "Surrogate-Key" not in response


def test_reading_sets_no_cookie(client, shared):
    assert not client.get(shared(world.make_article(), may_approve=True)).cookies


def test_an_expired_a_revoked_and_an_unknown_link_are_answered_alike(client, shared, maker):
    article = world.make_article(headline="Secret story")
    expired, revoked = (shared(article, may_approve=True) for _link in range(2))
    PreviewLink.objects.filter(pk=expired.link.pk).update(expires=timezone.now())
    previews.revoke(revoked.link, by=maker)
    for way in ("", "approve/"):
        answers = [client.get(f"{address}{way}") for address in (expired, revoked, "/preview/nobody-made-this/")]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
        assert answers[0]["Cache-Control"] == "private, no-store"
        assert "Secret story" not in answers[0].content.decode()
    assert approve_blindly(client, revoked).status_code == 404
    assert not PreviewRead.objects.exists()
    assert not Approval.objects.exists()


def approve_blindly(client, address):
    return client.post(f"{address}approve/", {"revision": 1, "name": "R. Osei"})


def test_each_opening_is_logged_with_the_revision_and_without_an_address(client, shared):
    address = shared(world.make_article())
    client.get(address)
    client.get(address)
    client.head(address)
    reads = PreviewRead.objects.all()
    assert [(read.link, read.verb, read.revision.number) for read in reads] == [(address.link, "read", 1)] * 2
    assert {field.name for field in PreviewRead._meta.concrete_fields} == {"id", "link", "revision", "verb", "at"}


def test_an_approval_is_recorded_on_the_revision_shown_and_its_maker_is_told(client, shared, maker):
    article = world.make_article(headline="Ferry strike")
    address = shared(article, may_approve=True)
    assert "Approve this text" in client.get(address).content.decode()
    response = approve(client, address, name="  Rosa   Osei ")
    assert (response.status_code, response["Location"]) == (303, str(address))
    approval = Approval.objects.get()
    assert (approval.user, approval.name, approval.revision) == (None, "Rosa Osei", article.revisions.get())
    notice = Notice.objects.get(user=maker)
    assert (notice.kind, notice.article) == ("approved", article)
    assert "Rosa Osei approved “Ferry strike”" in notice.text
    entry = AuditEntry.objects.get(verb="approve_preview")
    assert (entry.actor, entry.actor_name) == (None, "Rosa Osei (preview link)")
    content = client.get(address).content.decode()
    assert "Approved" in content
    assert "Approve this text" not in content


def test_pressing_twice_makes_one_approval(client, shared):
    address = shared(world.make_article(), may_approve=True)
    assert [approve(client, address).status_code for _press in range(2)] == [303, 303]
    assert (Approval.objects.count(), Notice.objects.count()) == (1, 1)


def test_a_text_that_changed_since_it_was_read_is_not_approved(client, shared):
    article = world.make_article()
    address = shared(article, may_approve=True)
    read = client.get(f"{address}approve/").context["form"]["revision"].value()
    article.headline = "Another story altogether"
    article.save()
    revisions.record(article, user=None)
    response = approve(client, address, revision=read)
    assert response.status_code == 409
    assert "has changed since you read it" in response.content.decode()
    assert not Approval.objects.exists()
    assert approve(client, address).status_code == 303


def test_a_revision_of_another_story_is_not_approved(client, shared):
    address = shared(world.make_article(), may_approve=True)
    other = revisions.record(world.make_article(), user=None)
    assert approve(client, address, revision=other.pk).status_code == 409
    assert not Approval.objects.exists()


def test_an_approval_needs_a_name(client, shared):
    address = shared(world.make_article(), may_approve=True)
    response = approve(client, address, name="   ")
    assert response.status_code == 422
    assert "Enter your name" in response.content.decode()
    assert not Approval.objects.exists()


def test_a_link_for_reading_only_approves_nothing(client, shared):
    article = world.make_article()
    address = shared(article)
    assert "Approve" not in client.get(address).content.decode()
    response = client.post(f"{address}approve/", {"revision": article.revisions.get().pk, "name": "R. Osei"})
    assert (response.status_code, response["Location"]) == (302, str(address))
    assert not Approval.objects.exists()


def test_an_approval_needs_the_token_of_its_form(shared):
    address = shared(world.make_article(), may_approve=True)
    strict = Client(enforce_csrf_checks=True)
    assert approve(strict, address).status_code == 403
    page = strict.get(f"{address}approve/")
    data = {
        "revision": page.context["form"]["revision"].value(),
        "name": "R. Osei",
        "csrfmiddlewaretoken": str(page.context["csrf_token"]),
    }
    assert strict.post(f"{address}approve/", data).status_code == 303


@pytest.mark.parametrize("number", [1, 15])
def test_its_queries_do_not_grow_with_the_story(client, shared, django_assert_max_num_queries, number):
    article = world.make_article(
        authors=[world.make_author() for _one in range(number)], topics=[world.make_topic() for _one in range(number)]
    )
    for _one in range(number):
        world.make_live(section=article.section)
        Statement.objects.create(
            article=article, source=world.make_source(), words="The ferry left at noon", state="accepted"
        )
    address = shared(article)
    with django_assert_max_num_queries(14):
        client.get(address)


def test_it_never_says_that_a_draft_was_published(client, shared):
    draft = client.get(shared(world.make_article())).content.decode()
    assert "Not published yet" in draft
    assert "Published <time" not in draft
    live = client.get(shared(world.make_live().article)).content.decode()
    assert "Published <time" in live


# --- who speaks -------------------------------------------------------------------------------------------------------


def draft(*said, **fields):
    """An article with a paragraph for each (words, columns of its accepted statement), marked by the sweep and not by hand."""
    body = "".join(f"<p>{words} as we heard.</p>" for words, _columns in said)
    article = world.make_article(**{"body": body, **fields})
    for number, (words, columns) in enumerate(said):
        place = {"paragraph": number, "start": 0, "end": len(words), "kind": "direct", "quotes": [words.strip("“”")]}
        world.make_statement(article, words=words, **{**place, **columns})
    return article


def test_it_draws_the_marks_and_the_box_that_the_published_page_has(client, shared):
    source = world.make_source(name="Anneke Vos")
    told = {
        "source": world.make_source(name="The tide clerk"),
        "attribution_level": "background",
        "described_as": "a clerk",
    }
    article = draft(("“We sail at noon,”", {"source": source}), ("“We do not,”", told), unverified="Not the number.")
    before = client.get(shared(article)).content.decode()
    for mark in ('<span class="statement" id="said-1"><q class="printed">“We sail at noon,”</q>', 'id="said-2"'):
        assert mark in before
    edition = world.publish_past_the_checks(article)
    after = client.get(edition.path).content.decode()
    assert [box_in(page) for page in (before, after)] == [box_in(after)] * 2
    marks = [re.findall(r'<span class="statement".*?</span>', page) for page in (before, after)]
    assert marks[0] == marks[1]
    assert len(marks[0]) == 2
    assert "The tide clerk" not in before


def box_in(content: str) -> str:
    return content[content.index('id="sources"') :].partition("</section>")[0]


def test_a_draft_is_marked_where_its_revision_has_the_words_and_not_where_they_moved_since(client, shared):
    article = draft(("“We sail at noon,”", {"source": world.make_source(name="Anneke Vos")}))
    address = shared(article)
    Statement.objects.update(paragraph=7, start=3, end=9, words="another", anchor_digest="")
    assert '<q class="printed">“We sail at noon,”</q>' in client.get(address).content.decode()


@pytest.mark.parametrize("level", ["not_for_attribution", "off_record"])
def test_words_that_are_nobody_s_by_now_have_no_mark(client, shared, level):
    article = draft(("“We sail at noon,”", {"source": world.make_source(name="Anneke Vos")}))
    address = shared(article)
    Statement.objects.update(attribution_level=level)
    content = client.get(address).content.decode()
    assert "Anneke Vos" not in content
    assert 'class="statement"' not in content


def test_a_version_with_words_off_the_record_is_shown_to_nobody_and_cannot_be_approved(client, shared):
    article = draft(("“We sail at noon,”", {"source": world.make_source(), "attribution_level": "off_record"}))
    address = shared(article, may_approve=True)
    page = client.get(address)
    assert "This version cannot be shown yet" in page.content.decode()
    assert "We sail" not in page.content.decode()
    assert article.headline not in page.content.decode()
    assert client.get(f"{address}approve/").status_code == 302
    assert client.post(f"{address}approve/", {"name": "R. Osei", "revision": 1}).status_code == 302
    assert not Approval.objects.exists()
    assert not PreviewRead.objects.exists()
    article.body = "<p>They sail at some time.</p>"
    article.save()
    revisions.record(article, user=None)
    assert "They sail at some time" in client.get(address).content.decode()


def test_what_would_be_published_as_it_came_in_is_said(client, shared):
    article = draft(("“We sail at noon,”", {"state": "waived", "waiver_reason": str(AS_RECEIVED)}))
    assert "Not checked by us" in client.get(shared(article)).content.decode()


def test_marks_cost_the_same_for_two_statements_and_thirty(client, shared, django_assert_max_num_queries):
    for number in (2, 30):
        said = [(f"“We sail at {hour},”", {"source": world.make_source()}) for hour in range(number)]
        address = shared(draft(*said))
        with django_assert_max_num_queries(13):
            assert client.get(address).content.decode().count('class="statement"') == number
