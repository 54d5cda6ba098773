"""The table of the desk's addresses: what each asks of whom, and which verb a change there leaves in the audit log.

`test_role_matrix.py` walks it for every role, `test_audit_walk.py` for every change. An address of the admin that is not
here fails the first of them.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYONE = "everyone"  # signed in or not
STAFF = "staff"  # any account of the desk
NOBODY = "nobody"


@dataclass(frozen=True)
class Address:
    """`get` and `post` name the permission asked for (one of several, when parted by “|”), or one of the words above.

    `got` and `posted` are the status for those who may; a post goes without any field. `kind` is the model whose row
    stands in the address. `limited` says which methods obey the limit to sections. `verb` is the audit entry that a
    change made there leaves (a correction two, being a new edition as well); "" where nothing of the record changes.
    """

    get: str = NOBODY
    post: str = NOBODY
    got: int = 200
    posted: int = 200
    kind: str = ""
    limited: frozenset[str] = frozenset()
    verb: str = ""
    signed_out: int | str = "sign in"  # 403 for the addresses that a script asks


BOTH = frozenset({"get", "post"})
POST = frozenset({"post"})


def right(verb: str, model: str) -> str:
    app = "auth" if model in {"user", "group"} else "articles"
    return f"{app}.{verb}_{model}"


def standard(model: str, *, limited: bool = False, **changed: dict) -> dict[str, Address]:
    """Django's five addresses of a model. `changed` replaces what differs: `add={"get": NOBODY, "post": NOBODY}`."""
    app = "auth" if model in {"user", "group"} else "articles"
    seen = f"{right('view', model)}|{right('change', model)}"
    rows = {
        "changelist": {"get": seen, "post": seen, "posted": 200},
        "add": {"get": right("add", model), "post": right("add", model), "verb": "add"},
        "change": {"get": seen, "post": right("change", model), "kind": model, "verb": "change"},
        "delete": {"get": right("delete", model), "post": right("delete", model), "kind": model, "verb": "delete"},
        "history": {"get": seen, "post": seen, "kind": model},
    }
    if limited:
        rows["change"]["limited"] = POST
        rows["delete"]["limited"] = BOTH
    for name, difference in changed.items():
        rows[name] |= difference
    return {f"{app}_{model}_{name}": Address(**row) for name, row in rows.items()}


OWN = {"get": STAFF, "post": STAFF}  # everyone at the desk has their own, and sees nobody else's
OTHERS = {"get": STAFF, "post": STAFF, "got": 302, "posted": 302, "verb": ""}  # “it does not exist”
NEVER = {"get": NOBODY, "post": NOBODY, "verb": ""}
NO_POST = {"post": NOBODY, "verb": ""}


def story(asked: str, **more) -> Address:
    """A page of one story: the right on stories and, on top of it, the right to change them, within the sections."""
    return Address(right(asked, "article"), right(asked, "article"), kind="article", **{"limited": BOTH, **more})


def post_only(**more) -> Address:
    """A change of one story: whoever is signed in and only asks is told that it takes a post."""
    return Address(
        STAFF, right("change", "article"), **{"got": 405, "posted": 302, "kind": "article", "limited": POST, **more}
    )


SEES_SOURCES = f"{right('view', 'source')}|{right('change', 'source')}"
SEES_PICTURES = f"{right('view', 'picture')}|{right('change', 'picture')}"
SEES_FIXES = f"{right('view', 'statementfix')}|{right('change', 'statementfix')}"

ADDRESSES: dict[str, Address] = {
    "index": Address(STAFF, STAFF),
    "login": Address(EVERYONE, EVERYONE),
    "logout": Address(EVERYONE, EVERYONE, got=405, posted=200),
    "password_change": Address(STAFF, STAFF),
    "password_change_done": Address(STAFF, STAFF, posted=405),
    "autocomplete": Address(
        NOBODY, STAFF, posted=405
    ),  # without a field it finds nothing; tested in test_permissions.py
    "jsi18n": Address(STAFF, STAFF, posted=405),
    **standard("article", limited=True, change={"posted": 409}),  # without the version it began with, a save is stale
    "articles_article_schedule": Address(
        right("publish", "article"), right("publish", "article"), kind="article", limited=BOTH, verb="schedule"
    ),
    "articles_article_withdraw": Address(
        right("withdraw", "article"),
        right("withdraw", "article"),
        kind="article",
        limited=BOTH,
        verb="withdraw",
        posted=302,
    ),
    "articles_article_publish": story("publish", posted=302, verb="publish"),
    "articles_article_end": story("withdraw", verb="end"),
    "articles_article_restore": story("publish", posted=302, verb="restore"),
    "articles_article_correct": story("publish", verb="publish correct"),
    "articles_article_checks": Address(
        right("view", "article") + "|" + right("change", "article"),
        right("view", "article") + "|" + right("change", "article"),
        kind="article",
    ),
    "articles_article_compare": Address(
        right("view", "article"), right("view", "article"), got=302, posted=302, kind="article"
    ),
    # Which revision stands in the query; without one there is none. tests/publishing/test_history_* tell the verbs' entries.
    "articles_article_restore_revision": story("change", got=404, posted=404),
    "articles_article_milestone": story("change", got=404, posted=404),
    "articles_article_autosave": post_only(posted=400, signed_out=403),
    "articles_article_presence": post_only(posted=200, signed_out=403),
    "articles_article_autosave_discard": post_only(),
    "articles_article_take_over": post_only(verb="take_over"),
    "articles_article_previews": story("change", verb="make_preview"),
    "articles_article_notes": Address(right("view", "article"), right("view", "article"), kind="article", verb="note"),
    "articles_article_sweep": Address(
        right("view", "article"), right("view", "article"), posted=422, kind="article"
    ),  # the verbs and their entries: tests/sourcing/test_sweep_*.py
    "articles_article_people": Address(
        right("change", "article") + "|" + right("add", "article"),
        right("change", "article") + "|" + right("add", "article"),
    ),
    "articles_article_budget": Address(right("view", "article"), right("view", "article")),
    "articles_article_calendar": Address(right("view", "article"), right("view", "article")),
    **standard("auditentry", add=NEVER, change=NO_POST, delete=NEVER),
    **standard("author"),
    **standard("comment", add=NEVER, change=NO_POST, delete=NEVER),
    "articles_comment_approve": Address(
        right("moderate", "comment"),
        right("moderate", "comment"),
        got=405,
        posted=302,
        kind="comment",
        limited=POST,
        verb="approve",
    ),
    "articles_comment_reject": Address(
        right("moderate", "comment"),
        right("moderate", "comment"),
        got=405,
        posted=302,
        kind="comment",
        limited=POST,
        verb="reject",
    ),
    # By the whole address, of every section: a reader is no section's. Tests: tests/comments/test_privacy_desk.py.
    "articles_comment_reader_data": Address("articles.erase_reader", "articles.erase_reader", posted=422),
    "articles_comment_decide": Address(
        right("moderate", "comment"), right("moderate", "comment"), got=405, posted=302, verb="approve"
    ),
    "articles_comment_conversation": Address(
        right("change", "discussion"),
        right("change", "discussion"),
        got=405,
        posted=302,
        kind="article",
        limited=POST,
        verb="change_conversation",
    ),
    "articles_comment_reply": Address(
        right("moderate", "comment"),
        right("moderate", "comment"),
        posted=422,
        kind="comment",
        limited=BOTH,
        verb="reply_comment",
    ),
    # What follows for a reader asks for rights of its own on top: tests/comments/test_desk_verbs.py.
    "articles_comment_reader": Address(
        right("moderate", "comment"), right("moderate", "comment"), posted=422, kind="comment", limited=BOTH
    ),
    **standard("discussion", limited=True, add=NEVER, change={"verb": "change_conversation"}, delete=NEVER),
    **standard(
        "report",
        add=NEVER,
        change={"get": right("change", "report"), "posted": 422, "verb": "", "limited": BOTH},
        delete=NEVER,
    ),
    **standard(
        "statementofreasons",
        add=NEVER,
        change={"get": right("change", "statementofreasons"), "verb": "", "limited": BOTH},
        delete=NEVER,
    ),
    **standard("readerwarning", add=NEVER, change=NO_POST, delete=NEVER),
    **standard("correction", limited=True, add=NEVER),  # made by the article’s verb “correct”
    **standard("ban", delete=NEVER),
    **standard("errorreport", add=NEVER, change={"verb": ""}, delete=NEVER),
    **standard("verifiedsource", change={"posted": 302}, delete=NEVER),
    **standard("listedword"),
    **standard("banner", add={"verb": "show_banner"}, change={"verb": "change_banner"}, delete=NEVER),
    **standard("frontedition", add=NEVER, change=NO_POST, delete=NEVER),
    **standard("notice", changelist=OWN, add=NEVER, change=OTHERS, delete=NEVER, history=OTHERS),
    "articles_notice_all_read": Address(STAFF, STAFF, got=405, posted=302),
    **standard(
        "slot",
        changelist={"post": right("change", "slot"), "posted": 409},  # a form without the draft's version is stale
        add=NEVER,
        change={"get": STAFF, "post": STAFF, "got": 302, "posted": 302, "verb": ""},  # it leads to the front page
        delete=NEVER,
        history={"get": STAFF, "post": STAFF, "got": 302, "posted": 302},
    ),
    "articles_slot_preview": Address(
        "articles.view_slot|articles.change_slot", "articles.view_slot|articles.change_slot"
    ),
    **standard("stagemove"),
    **standard(
        "importeddocument",
        add={"get": STAFF, "post": STAFF, "got": 302, "posted": 302, "verb": ""},  # it leads to the import
        change=NO_POST,
        delete=NEVER,
    ),
    "articles_importeddocument_import": Address(
        right("add", "importeddocument"), right("add", "importeddocument"), verb="import"
    ),
    "articles_importeddocument_original": Address(
        right("view", "importeddocument"), right("view", "importeddocument"), kind="importeddocument"
    ),
    **standard("evidence", add=NEVER, change=NO_POST, delete=NEVER),  # changed below its statement
    "articles_evidence_file": Address(right("view", "evidence"), right("view", "evidence"), kind="evidence"),
    # What is sealed there asks for no right but to be named: tests/sourcing/test_identities.py.
    "articles_source_identity": Address(
        right("view", "source") + "|" + right("change", "source"),
        right("view", "source") + "|" + right("change", "source"),
        kind="source",
    ),
    "articles_article_unnamed": Address(
        right("view", "article"), right("view", "article"), kind="article", verb="agree_unnamed"
    ),
    **standard("picture"),
    "articles_picture_several": Address(right("add", "picture"), right("add", "picture"), posted=422, verb="add"),
    "articles_picture_alike": Address(SEES_PICTURES, SEES_PICTURES, posted=302, kind="picture", verb="delete"),
    "articles_picture_thumbnail": Address(SEES_PICTURES, SEES_PICTURES, got=302, posted=302, kind="picture"),
    "articles_picture_offers": Address(NOBODY, STAFF, posted=405),  # as autocomplete; tested in test_pictures_desk.py
    **standard("section"),
    **standard("source"),
    "articles_source_desk": Address(SEES_SOURCES, SEES_SOURCES),
    "articles_source_duplicates": Address(SEES_SOURCES, SEES_SOURCES),
    "articles_source_diversity": Address(STAFF, STAFF, got=404, posted=404),  # off; on in tests/sourcing/test_diversity
    "articles_source_export_csv": Address(
        right("view", "statement"), right("view", "statement"), verb="export_statements"
    ),
    "articles_source_export_json": Address(
        right("view", "statement"), right("view", "statement"), verb="export_statements"
    ),
    "articles_source_said": Address(SEES_SOURCES, SEES_SOURCES, kind="source"),
    "articles_source_merge": Address(right("delete", "source"), right("delete", "source"), kind="source"),
    **standard("statement", limited=True, add=NEVER, delete=NEVER),
    **standard(
        "statementfix",
        add=NEVER,
        change={"post": SEES_FIXES, "verb": ""},  # a place is decided on by a form of its own
        delete=NEVER,
    ),
    "articles_statement_fix": Address(
        right("change", "statementfix"), right("change", "statementfix"), kind="statement", limited=BOTH
    ),
    "articles_statement_terms": Address(
        right("publish", "article"), right("publish", "article"), kind="statement", limited=BOTH, verb="open_terms"
    ),
    "articles_statementfix_decide": Address(SEES_FIXES, SEES_FIXES, got=302, posted=302, kind="statementfix"),
    **standard(
        "removalrequest",
        add=NEVER,
        change={"get": right("change", "removalrequest"), "verb": ""},
        delete=NEVER,
    ),
    **standard("topic"),
    **standard("group"),
    "auth_group_rights": Address(STAFF, STAFF, posted=405),
    **standard("user"),
    "auth_user_password_change": Address(right("change", "user"), right("change", "user"), kind="user", verb="change"),
}
