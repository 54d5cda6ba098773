"""Every address of the desk, asked by every role: the answer is the one that the table promises."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin import ActionLocation
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from articles.importing.importer import import_bytes
from articles.models import (
    AuditEntry,
    Ban,
    Banner,
    Comment,
    Correction,
    Discussion,
    ErrorReport,
    Evidence,
    FrontEdition,
    ListedWord,
    Notice,
    Picture,
    ReaderWarning,
    Report,
    Section,
    SectionRight,
    Slot,
    StageMove,
    Statement,
    StatementOfReasons,
    Topic,
    VerifiedSource,
)
from articles.pictures.uploads import ingest
from articles.publishing import audit
from articles.publishing.rights import RIGHTS, covers
from articles.sourcing.source_desk import removal
from tests.desk.addresses import ADDRESSES, EVERYONE, NOBODY, STAFF, Address
from tests.importing.papers import STORY
from tests.pictures.drawing import drawn
from tests.world import (
    make_article,
    make_author,
    make_comment,
    make_fix,
    make_live,
    make_section,
    make_source,
    make_topic,
    make_user,
)

ROLES = ["anonymous", "reader", "no group", "Reporter", "Moderator", "Editor", "limited editor", "administrator"]
# Catch-alls of Django's own, which lead elsewhere and show nothing.
UNNAMED = {"admin/^(?P<app_label>articles|auth)/$": 404, "admin/(?P<url>.*)$": 404}


def patterns(resolver=None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from patterns(each, prefix + str(each.pattern))
        elif (prefix + str(each.pattern)).startswith("admin/"):
            yield prefix + str(each.pattern), each


def test_every_address_of_the_desk_is_in_the_table_and_nothing_else():
    named = {pattern.name for route, pattern in patterns() if pattern.name} - {"view_on_site", "app_list"}
    assert named - set(ADDRESSES) == set(), (
        "put new addresses into tests/desk/addresses.py, with the right they ask for"
    )
    assert set(ADDRESSES) - named == set(), "the table has addresses that are gone"


# --- the walk ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def rows(db) -> dict[str, dict[str, object]]:
    """By section (mine, theirs) and kind of model, the row that stands in the addresses."""
    found = {}
    document = import_bytes(STORY.encode(), file_name="a.txt", by=None).document
    shared = {
        "author": make_author(),
        "auditentry": audit.record(None, "publish", make_topic()),
        "importeddocument": document,
        "picture": ingest(drawn(), alt="The pier"),
        "source": make_source(),
        "statementfix": make_fix(),
        "removalrequest": removal.ask(make_source(), name="Ada", email="ada@example.org", text="Please.", key=""),
        "topic": make_topic(),
        "group": Group.objects.create(name="Night desk"),
        "user": make_user("someone"),
    }
    for name in ("mine", "theirs"):
        section = make_section(name=name.title(), slug=name)
        edition = make_live(section=section)
        found[name] = shared | {
            "section": section,
            "article": make_article(section=section),
            "comment": make_comment(edition, status="waiting"),
            "correction": Correction.objects.create(article=edition.article, text="It was the other pier."),
        }
        found[name] |= more_rows(found[name])
    return found


def more_rows(known) -> dict[str, object]:
    """Rows of models that other packages of the desk brought."""
    notice = Notice.objects.create(user=make_user(f"addressee {known['section'].slug}"), kind="failed", text="Look.")
    now = timezone.now()
    banner = {"text": "Port closed", "live_from": now, "live_until": now + timedelta(hours=1)}
    content = {"number": known["section"].pk, "content": [], "live_from": now + timedelta(days=known["section"].pk)}
    evidence = a_file_of_evidence(known["article"])
    comment = known["comment"]
    return {
        "discussion": Discussion.objects.get_or_create(article=known["article"])[0],
        "report": Report.objects.create(comment=comment, why="abuse"),
        "statementofreasons": StatementOfReasons.objects.create(
            comment=comment, email="eve@example.org", measure="removed", ground="terms", rule="Rule 3", facts="“…”"
        ),
        "readerwarning": ReaderWarning.objects.create(who="a" * 64, words="Please.", comment=comment),
        "ban": Ban.objects.create(who="a" * 64, reason="Threats."),
        "verifiedsource": VerifiedSource.objects.create(
            source=make_source(), email="press@harbour.example", note="called back"
        ),
        "listedword": ListedWord.objects.get_or_create(word="casino", folded="casino")[0],
        "notice": notice,
        "banner": Banner.objects.create(**banner),
        "frontedition": FrontEdition.objects.create(**content),
        "slot": Slot.objects.create(position=1),
        "stagemove": StageMove.objects.first(),
        "errorreport": ErrorReport.objects.create(
            article=known["article"], passage="at noon", words="At two.", key=f"{known['section'].pk}"
        ),
        "evidence": evidence,
        "statement": evidence.statement,
    }


def a_file_of_evidence(article) -> Evidence:
    statement = Statement.objects.create(article=article, words="The ferry left", state="rejected")
    evidence = Evidence(statement=statement, kind="file", digest=hashlib.sha256(b"minutes").hexdigest())
    evidence.file.save("minutes.txt", ContentFile(b"minutes"))
    return evidence


def client_of(role: str, rows) -> Client:
    client = Client()
    client.user = None
    if role == "anonymous":
        return client
    groups = {"limited editor": ["Editor"], "no group": [], "reader": [], "administrator": []}.get(role, [role])
    fields = {"is_staff": role != "reader", "is_superuser": role == "administrator"}
    client.user = make_user("walker", *groups, **fields)
    if role == "limited editor":
        SectionRight.objects.create(user=client.user, section=rows["mine"]["section"])
    client.force_login(client.user)
    return client


def expected(client: Client, address: Address, method: str, row) -> int | str:
    """The status the table promises: that of success, 403, or “sign in”."""
    asked, status = (address.get, address.got) if method == "get" else (address.post, address.posted)
    user = client.user
    if asked == EVERYONE:
        return status
    if user is None or not user.is_staff:
        return status if status == 405 and address.signed_out != "sign in" else address.signed_out
    allowed = asked == STAFF or (asked != NOBODY and any(user.has_perm(permission) for permission in asked.split("|")))
    if allowed and method in address.limited:
        comment = getattr(row, "comment", row)
        story = getattr(comment, "article", comment)
        allowed = covers(user, story.section_id)
    return status if allowed else 403


def answered(client: Client, method: str, url: str) -> int | str:
    """What came back, everything undone again."""
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    if response.streaming:
        list(response.streaming_content)  # a download holds its file open until it is read
    if response.status_code == 302 and response["Location"].startswith(reverse("admin:login")):
        return "sign in"
    if response.status_code in {200, 403} and "kept_words" in str(getattr(response, "template_name", "")):
        return "sign in"  # the sign-in that keeps the words typed
    return response.status_code


@pytest.mark.parametrize("whose", ["mine", "theirs"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_promises(rows, role, method, whose):
    client = client_of(role, rows)
    wrong = {}
    for name, address in ADDRESSES.items():
        row = rows[whose].get(address.kind)
        if whose == "theirs" and not address.limited:
            continue
        url = reverse(f"admin:{name}", args=[row.pk] if address.kind else [])
        if address.get == EVERYONE:
            assert getattr(client, method)(url).status_code < 500
            if client.user:
                client.force_login(client.user)
            continue
        promised, came = expected(client, address, method, row), answered(client, method, url)
        if came != promised:
            wrong[name] = f"{came} instead of {promised}"
    assert wrong == {}, "\n".join(f"{name}: {what}" for name, what in wrong.items())


# --- bulk actions -----------------------------------------------------------------------------------------------------

# The action and the permission without which it does nothing. The same walk as above: a new one must be named here.
ACTIONS = {
    "comment": {"approve_selected": RIGHTS["approve"], "reject_selected": RIGHTS["reject"]},
    **{
        model: {"delete_selected": f"articles.delete_{model}"}
        for model in ("author", "correction", "picture", "section", "source", "topic")
    },
    "listedword": {"delete_selected": "articles.delete_listedword"},
    "stagemove": {"delete_selected": "articles.delete_stagemove"},
    "user": {"delete_selected": "auth.delete_user"},
    "group": {"delete_selected": "auth.delete_group"},
}


def test_every_bulk_action_is_in_the_table(rows, rf):
    request = rf.get("/")
    request.user = client_of("administrator", rows).user
    found = {
        model._meta.model_name: set(model_admin.get_actions(request, action_location=ActionLocation.CHANGE_LIST))
        for model, model_admin in admin.site._registry.items()
    }
    assert {model: actions for model, actions in found.items() if actions} == {
        model: set(actions) for model, actions in (ACTIONS | UNLOGGED).items()
    }


# What a person does with their own notices is nobody's record.
UNLOGGED = {"notice": {"mark_read": STAFF}}


@pytest.mark.parametrize("role", ROLES)
def test_bulk_action_does_something_only_with_its_right(rows, role):
    """By what the log then holds: an action that was refused left nothing."""
    client = client_of(role, rows)
    wrong = {}
    for model, actions in ACTIONS.items():
        url = reverse(f"admin:{'auth' if model in {'user', 'group'} else 'articles'}_{model}_changelist")
        for action, permission in actions.items():
            with transaction.atomic():
                one = fresh(model)
                before = AuditEntry.objects.count()
                client.post(url, {"action": action, "_selected_action": [one.pk], "post": "yes"})
                done = AuditEntry.objects.count() - before
                transaction.set_rollback(True)
            may = bool(client.user and client.user.is_staff and client.user.has_perm(permission))
            if bool(done) != may:
                wrong[model, action] = done
    assert wrong == {}


def fresh(model: str):
    """A row that nothing refers to, in a section where the limited editor is at home."""
    mine = Section.objects.get(slug="mine")
    makers = {
        "comment": lambda: make_comment(make_live(section=mine), status="waiting"),
        "author": make_author,
        "correction": lambda: Correction.objects.create(article=make_article(section=mine), text="Wrong pier."),
        "picture": lambda: Picture.objects.create(
            title="x", digest="y" * 64, width=9, height=9, master="x", original="x"
        ),
        "section": make_section,
        "source": make_source,
        "topic": make_topic,
        "user": lambda: make_user("fresh"),
        "group": lambda: Group.objects.create(name="Fresh"),
        "listedword": lambda: ListedWord.objects.create(word="bingo"),
        "stagemove": lambda: StageMove.objects.create(
            group=Group.objects.create(name="Fresh"), from_stage="draft", to_stage="ready"
        ),
    }
    return makers[model]()


def test_nobody_ticks_off_another_s_notices(rows):
    notice = rows["mine"]["notice"]
    data = {"action": "mark_read", "_selected_action": [notice.pk]}
    client_of("administrator", rows).post(reverse("admin:articles_notice_changelist"), data)
    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize("action", ["approve_selected", "reject_selected"])
def test_ids_that_are_none_are_passed_over(rows, action):
    client = client_of("Editor", rows)
    waiting = rows["mine"]["comment"]
    data = {"action": action, "_selected_action": [waiting.pk, 999_999]}
    response = client.post(reverse("admin:articles_comment_changelist"), data)
    assert response.status_code < 500
    assert Comment.objects.exclude(pk=waiting.pk).filter(status="waiting").count() == 1
    assert Topic.objects.exists()


# --- the page of rights -----------------------------------------------------------------------------------------------


def test_page_of_rights_says_what_is_so(rows):
    page = client_of("Reporter", rows).get(reverse("admin:auth_group_rights"))
    columns = [group.name for group in page.context["groups"]]
    assert {"Reporter", "Editor", "Moderator"} <= set(columns)
    assert [row["permission"] for row in page.context["rows"]] == list(RIGHTS.values())
    people = [make_user(f"member of {name}", name) for name in columns]
    for row in page.context["rows"]:
        assert row["cells"] == [*(person.has_perm(row["permission"]) for person in people), True]


def test_page_of_rights_costs_few_queries_for_any_number_of_groups(rows, django_assert_max_num_queries):
    client = client_of("Editor", rows)
    for number in range(60):
        Group.objects.create(name=f"Group {number}")
    with django_assert_max_num_queries(12):
        assert client.get(reverse("admin:auth_group_rights")).status_code == 200
