"""A source that is quoted may answer under its name: after an editor checked the address, and its owner proved it."""

import pytest
from django.db import transaction
from django.urls import reverse

from articles.comments import badges
from articles.models import Comment, VerifiedSource
from articles.sourcing import right_of_reply
from tests.desk.conftest import desk, editor, reporter  # noqa: F401 - fixtures
from tests.world import make_article, make_author, make_comment, make_live, make_source, make_statement, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "press@harbour.example"


def reader(email: str = ADDRESS, *, proved: bool = True, name: str = "harbour"):
    from allauth.account.models import EmailAddress

    user = make_user(name, email=email)
    EmailAddress.objects.create(user=user, email=email, verified=proved, primary=True)
    return user


@pytest.fixture
def quoted():
    """A live story that quotes the harbour master, whose address an editor checked."""
    source = make_source(name="Nora Keel", slug="nora-keel", kind="person", public=True)
    edition = make_live(body="<p>The pier is safe, Nora Keel said.</p>")
    make_statement(edition.article, source=source, words="The pier is safe", state="accepted")
    return edition, VerifiedSource.objects.create(source=source, email=ADDRESS, note="called back")


def test_checked_source_answers_with_a_badge_in_the_story_that_quotes_it_only(quoted):
    edition, _identity = quoted
    assert badges.badge_of(reader(), edition.article) == Comment.Badge.SOURCE
    assert badges.badge_of(reader("other@example.org", name="other"), edition.article) == ""
    assert badges.badge_of(Comment.objects.none().first(), edition.article) == ""
    other = make_live(headline="Elsewhere").article
    assert not right_of_reply.speaks_in(reader(name="again", email="a@b.example"), other.pk)


def test_address_counts_only_when_its_owner_has_proved_it(quoted):
    edition, _identity = quoted
    assert badges.badge_of(reader(proved=False), edition.article) == ""


@pytest.mark.parametrize(
    ("of_the_source", "of_the_statement"),
    [
        ({"public": False}, {}),
        ({"protected": True}, {}),
        ({"kind": "unnamed"}, {}),
        ({}, {"state": "suggested"}),
        ({}, {"attribution_level": "off_record"}),
        ({}, {"attribution_level": "not_for_attribution"}),
        ({}, {"attribution_level": "background", "described_as": "an official"}),
    ],
)
def test_badge_never_gives_away_who_spoke_without_a_name(quoted, of_the_source, of_the_statement):
    edition, identity = quoted
    type(identity.source).objects.filter(pk=identity.source_id).update(**of_the_source)
    if of_the_statement:
        edition.article.statements.update(**of_the_statement)
    assert badges.badge_of(reader(), edition.article) == ""


def test_author_of_the_story_and_the_newsroom_have_badges_of_their_own():
    writer, colleague, former = (make_user(name, is_staff=True) for name in ("writer", "colleague", "former"))
    edition = make_live(authors=[make_author(name="Ada Quist", slug="ada", user=writer)])
    assert badges.badge_of(writer, edition.article) == Comment.Badge.AUTHOR
    assert badges.badge_of(colleague, edition.article) == Comment.Badge.STAFF
    assert badges.badge_of(None, edition.article) == ""
    former.is_active = False
    assert badges.badge_of(former, edition.article) == ""
    unseen = make_article(authors=[make_author(name="Bo", slug="bo", user=make_user("bo"))])
    assert badges.badge_of(unseen.authors.get().user, unseen) == ""


def test_identity_that_is_taken_back_takes_its_badges_from_the_comments(quoted, editor):  # noqa: F811
    edition, identity = quoted
    speaker = reader()
    comment = make_comment(edition, user=speaker, badge="source")
    url = reverse("admin:articles_verifiedsource_change", args=[identity.pk])
    assert editor.post(url, {"take_back": "on"}).status_code == 302
    identity.refresh_from_db()
    comment.refresh_from_db()
    assert identity.revoked_at is not None
    assert comment.badge == ""
    before = identity.revoked_at
    right_of_reply.take_back(identity)
    assert identity.revoked_at == before


def test_desk_refuses_a_source_that_readers_may_not_know(editor):  # noqa: F811
    hidden = make_source(name="Dock worker A", slug="dock-worker-a", protected=True)
    url = reverse("admin:articles_verifiedsource_add")
    answer = editor.post(url, {"source": hidden.pk, "email": ADDRESS, "note": "met"})
    assert answer.status_code == 200
    assert "may not know this source" in answer.content.decode()
    assert not VerifiedSource.objects.exists()


def test_desk_checks_an_identity_once_and_notes_by_whom(editor):  # noqa: F811
    source = make_source(name="Nora Keel", slug="nora-keel", kind="person", public=True)
    data = {"source": source.pk, "email": ADDRESS.upper(), "note": "called back at the switchboard"}
    url = reverse("admin:articles_verifiedsource_add")
    assert editor.post(url, data).status_code == 302
    made = VerifiedSource.objects.get()
    assert (made.email, made.by) == (ADDRESS, editor.user)
    assert "already checked" in editor.post(url, data).content.decode()


def test_reporter_may_not_check_identities(reporter):  # noqa: F811
    assert reporter.get(reverse("admin:articles_verifiedsource_add")).status_code == 403


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", [{"public": False}, {"protected": True}, {"kind": "unnamed"}])
def test_source_that_may_not_be_named_any_more_loses_the_badges_that_tell_who_it_is(quoted, change):
    edition, identity = quoted
    comment = make_comment(edition, user=reader(), badge="source")
    source = identity.source
    for name, value in change.items():
        setattr(source, name, value)
    source.save()
    comment.refresh_from_db()
    assert comment.badge == ""


@pytest.mark.django_db(transaction=True)
def test_source_that_stays_named_keeps_its_badges(quoted):
    edition, identity = quoted
    comment = make_comment(edition, user=reader(), badge="source")
    identity.source.description = "harbour master"
    identity.source.save()
    comment.refresh_from_db()
    assert comment.badge == "source"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whose", ["statement", "source"])
@pytest.mark.parametrize("level", ["background", "not_for_attribution", "off_record"])
def test_terms_that_get_stricter_later_take_the_badge_from_the_comment(quoted, whose, level):
    edition, identity = quoted
    comment = make_comment(edition, user=reader(), badge="source")
    changed = edition.article.statements.get() if whose == "statement" else identity.source
    changed.attribution_level = level
    changed.save()
    comment.refresh_from_db()
    assert comment.badge == ""


@pytest.mark.django_db(transaction=True)
def test_statement_that_goes_or_is_somebody_else_s_takes_the_badge_with_it(quoted):
    edition, _identity = quoted
    comment = make_comment(edition, user=reader(), badge="source")
    statement = edition.article.statements.get()
    statement.source = make_source(name="Ada Quist", slug="ada-quist", public=True)
    statement.save()
    comment.refresh_from_db()
    assert comment.badge == ""
    Comment.objects.update(badge="source")
    edition.article.statements.get().delete()
    comment.refresh_from_db()
    assert comment.badge == ""


@pytest.mark.django_db(transaction=True)
def test_story_whose_statements_change_is_looked_at_once(quoted):
    edition, identity = quoted
    comment = make_comment(edition, user=reader(), badge="source")
    statements = [
        make_statement(edition.article, source=identity.source, words=word) for word in ("The pier", "is safe")
    ]
    looked = []
    right_of_reply.said_otherwise.connect(seen := lambda article, **_: looked.append(article))
    with transaction.atomic():
        for each in statements:
            each.save()
    right_of_reply.said_otherwise.disconnect(seen)
    assert looked == [edition.article_id]
    comment.refresh_from_db()
    assert comment.badge == "source"
