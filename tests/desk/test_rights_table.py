"""The table of verbs and groups is whole: the log's verbs are in it, the code asks for what it says, the README shows it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.publishing.audit import VERBS
from articles.publishing.rights import RIGHTS, words_of
from tests.desk.addresses import ADDRESSES
from tests.world import make_user

ROOT = Path(__file__).resolve().parents[2]

# Done by readers, by a machine, by an operator's command or by anybody with a password: no right is asked for.
BY_NOBODY_OF_THE_DESK = {
    "approve_preview",
    "ask_removal",
    "change_own_address",
    "acknowledge_report",
    "answer_appeal",
    "appeal",
    "delete_own",
    "edit_own",
    "erase_own",
    "export_own",
    "hold",
    "purge_comments",
    "refused",
    "rotate_keys",
    "train_filter",
    "use_filter",
}
SIGNING_IN = {"sign_in", "sign_in_failed", "sign_out"}
# For the people who are named as the keepers of one sealed identity, whatever their groups (sourcing/identities.py).
BY_KEEPERS = {"add_to_identity", "look_identity", "name_keepers"}
ASKING_NOTHING = BY_NOBODY_OF_THE_DESK | SIGNING_IN | BY_KEEPERS
# One word of the log, another row of the table: what is approved is a comment or a story.
STORY_WORDS = {("articles/publishing/approvals.py", "approve"): "approve_story"}

# Records have rights of their own; a page of a story asks for the right to see or publish it before the verb asks for more.
BESIDES = {"add", "change", "delete", "note", "correct", "agree_unnamed"}


def test_every_verb_of_the_log_is_in_the_table():
    assert set(VERBS) - set(RIGHTS) == ASKING_NOTHING


def test_every_verb_of_the_table_has_words_of_its_own(db):
    words = [words_of(verb) for verb in RIGHTS]
    assert len(set(words)) == len(words)
    assert not [each for each in words if "_" in each]


def string(node: ast.expr) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def verbs_and_what_they_ask() -> Iterator[tuple[str, str, set[str]]]:
    """(file, verb written to the log, permissions asked for) of each function that does both."""
    for file in (ROOT / "articles").rglob("*.py"):
        for function in (each for each in ast.walk(ast.parse(file.read_text())) if isinstance(each, ast.FunctionDef)):
            asked, written = set(), set()
            for call in (each for each in ast.walk(function) if isinstance(each, ast.Call) and len(each.args) > 1):
                name = getattr(call.func, "attr", getattr(call.func, "id", ""))
                on = getattr(getattr(call.func, "value", None), "id", "")
                if on == "audit" and name in {"record", "entry"}:
                    written |= string(call.args[1])
                elif on == "rights" and name == "require":
                    asked |= {RIGHTS.get(verb, verb) for verb in string(call.args[1])}
                elif name in {"require", "require_permission"}:
                    asked |= string(call.args[1])
            yield from ((str(file.relative_to(ROOT)), verb, asked) for verb in written if asked)


def test_verbs_ask_for_the_right_that_the_table_names():
    found = list(verbs_and_what_they_ask())
    assert len(found) > 15
    wrong = [
        (file, verb, asked)
        for file, verb, asked in found
        if RIGHTS.get(STORY_WORDS.get((file, verb), verb)) not in asked
    ]
    assert wrong == []


def test_addresses_of_verbs_ask_for_the_right_that_the_table_names():
    """tests/desk/test_role_matrix.py walks the addresses for every role; so it walks this table."""
    wrong = {}
    for name, address in ADDRESSES.items():
        for verb in address.verb.split()[-1:]:
            if verb not in BESIDES and RIGHTS.get(verb, verb) not in address.post.split("|"):
                wrong[name] = (RIGHTS.get(verb), address.post)
    assert wrong == {}


# --- the page ---------------------------------------------------------------------------------------------------------


def test_page_says_of_every_record_what_each_group_may_do(desk):
    page = desk("Reporter", name="rita").get(reverse("admin:auth_group_rights"))
    rows = {str(row["kind"]): row["cells"] for row in page.context["records"]}
    assert len(rows) == len(admin.site._registry)
    columns = [group.name for group in page.context["groups"]] + ["administrator"]
    topics = dict(zip(columns, rows["Topics"], strict=True))
    assert (topics["Moderator"], topics["Editor"]) == ("", "read, add, change, delete")
    audit_log = dict(zip(columns, rows["Audit log"], strict=True))
    assert (audit_log["Editor"], audit_log["Reporter"]) == ("read", "")


@pytest.mark.parametrize("group", ["Reporter", "Moderator", "Editor"])
def test_start_page_and_navigation_lead_to_what_the_person_may_open(desk, group):
    """Each way that is shown opens, and everybody is shown the rights."""
    client = desk(group, name="rita")
    page = client.get(reverse("admin:index")).content.decode()
    assert f'href="{reverse("admin:auth_group_rights")}"' in page
    ways = page[page.index('class="desk-ways"') : page.index("</nav>", page.index('class="desk-ways"'))]
    links = [part.split('"')[0] for part in ways.split('href="')[1:]]
    assert {client.get(link).status_code for link in links} == {200}
    assert (reverse("admin:articles_auditentry_changelist") in links) == (group == "Editor")
    assert (reverse("admin:articles_slot_changelist") in links) == (group == "Editor")
    for name in ("budget", "calendar"):
        assert page.count(f'href="{reverse(f"admin:articles_article_{name}")}"') > 1, "among the ways and in the list"


# --- the README -------------------------------------------------------------------------------------------------------


def table_of_the_readme() -> str:
    """One row for each right, with the verbs that ask for it and the groups of a new newsroom that hold it."""
    groups = ["Reporter", "Editor", "Moderator"]
    people = [make_user(f"member of {name}", name) for name in groups]
    verbs: dict[str, list[str]] = {}
    for verb, permission in RIGHTS.items():
        verbs.setdefault(permission, []).append(words_of(verb))
    lines = [f"| verbs | {' | '.join(groups)} | the right |", "|---|---|---|---|---|"]
    for permission, words in verbs.items():
        cells = ["yes" if person.has_perm(permission) else "–" for person in people]
        lines.append(f"| {', '.join(words)} | {' | '.join(cells)} | `{permission.removeprefix('articles.')}` |")
    return "\n".join(lines)


def test_readme_shows_the_table(db):
    assert Group.objects.count() == 3
    wanted = table_of_the_readme()
    assert wanted in (ROOT / "README.md").read_text(), f"put this into README.md, “Who may do what”:\n\n{wanted}"
