"""Who may do what, decided in one place: a right by group or account, and for some people a limit to sections.

RIGHTS is the table of the desk's verbs; the page “Rights” of the desk shows it with the groups that hold each right,
and a test walks it over every address of the desk.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing.models.article import Article
from articles.publishing.models.consent import SectionRight
from articles.publishing.verb_words import in_words

Someone = User | AnonymousUser | None

# Verb: the permission it asks for. Verbs on stories (and on what belongs to them) obey the limit to sections as well.
# A test holds that the verbs in the code ask for what stands here, and that no verb of the log is missing.
RIGHTS: dict[str, str] = {
    "view": "articles.view_article",
    "add": "articles.add_article",
    "change": "articles.change_article",
    "assign": "articles.change_article",
    "move": "articles.change_article",
    "take_over": "articles.change_article",
    "name_milestone": "articles.change_article",
    "restore_revision": "articles.change_article",
    "make_preview": "articles.change_article",
    "revoke_preview": "articles.change_article",
    "note": "articles.add_note",
    "resolve_note": "articles.change_note",
    "reopen_note": "articles.change_note",
    "approve_story": "articles.add_approval",
    "delete": "articles.delete_article",
    "publish": "articles.publish_article",
    "schedule": "articles.publish_article",
    "cancel_schedule": "articles.publish_article",
    "restore": "articles.publish_article",
    "correct": "articles.add_correction",
    "withdraw": "articles.withdraw_article",
    "end": "articles.withdraw_article",
    "cancel_end": "articles.withdraw_article",
    "draft_front": "articles.change_slot",
    "restore_front": "articles.change_slot",
    "launch_front": "articles.add_frontedition",
    "plan_front": "articles.add_frontedition",
    "cancel_front": "articles.add_frontedition",
    "show_banner": "articles.add_banner",
    "change_banner": "articles.change_banner",
    "end_banner": "articles.change_banner",
    "accept_statement": "articles.change_statement",
    "accept_statements": "articles.change_statement",
    "change_statement_source": "articles.change_statement",
    "reject_statement": "articles.change_statement",
    "waive_statement": "articles.change_statement",
    "waive_statements": "articles.change_statement",
    "unlink_statement": "articles.change_statement",
    "renew_statement": "articles.change_statement",
    "mark_statement": "articles.change_statement",
    "undo_sweep": "articles.change_statement",
    "suggest_statements": "articles.change_statement",
    "open_terms": "articles.publish_article",
    "agree_unnamed": "articles.add_anonymityconsent",
    "take_back_unnamed": "articles.add_anonymityconsent",
    "seal_identity": "articles.add_sourceidentity",
    "moderate": "articles.moderate_comment",
    "approve": "articles.moderate_comment",
    "reject": "articles.moderate_comment",
    "feature_comment": "articles.moderate_comment",
    "unfeature_comment": "articles.moderate_comment",
    "reply_comment": "articles.moderate_comment",
    "undo_moderation": "articles.moderate_comment",
    "warn": "articles.add_readerwarning",
    "suspend": "articles.add_ban",
    "ban": "articles.add_ban",
    "lift_ban": "articles.change_ban",
    "change_conversation": "articles.change_discussion",
    "decide_report": "articles.change_report",
    "decide_appeal": "articles.change_statementofreasons",
    "export_reader": "articles.erase_reader",
    "erase_reader": "articles.erase_reader",
    "import": "articles.add_importeddocument",
    "download": "articles.view_importeddocument",
    "move_section": "articles.change_section",
    "merge": "articles.delete_source",
    "read_private": "articles.view_source_private",
    "fix_statement": "articles.change_statementfix",
    "decide_fix": "articles.change_statementfix",
    "decide_error": "articles.change_errorreport",
    "decide_removal": "articles.change_removalrequest",
    "export_statements": "articles.view_statement",
    "read_log": "articles.view_auditentry",
}
# In the words of the page of rights; every other verb by those of the log.
WORDS = {
    "view": gettext_lazy("read a story"),
    "add": gettext_lazy("write a story"),
    "change": gettext_lazy("change a story"),
    "delete": gettext_lazy("delete a story that readers never saw"),
    "approve_story": gettext_lazy("approve a story"),
    "resolve_note": gettext_lazy("resolve another’s note"),
    "reopen_note": gettext_lazy("reopen another’s note"),
    "moderate": gettext_lazy("decide on comments"),
    "approve": gettext_lazy("approve a comment"),
    "reject": gettext_lazy("reject a comment"),
    "import": gettext_lazy("import a document"),
    "download": gettext_lazy("download an imported document"),
    "read_private": gettext_lazy("read what is private of a source"),
    "read_log": gettext_lazy("read the audit log"),
}
READING = frozenset({"view", "read_log", "read_private", "download", "export_statements"})


def words_of(verb: str) -> str:
    """A verb of RIGHTS as the page of rights names it."""
    return str(WORDS[verb]) if verb in WORDS else in_words(verb)


def may(user: Someone, verb: str, article: Article | None = None) -> bool:
    """Whether `user` (None: an operator at the command line) may do `verb`, and to `article` when one is given."""
    if not holds(user, RIGHTS[verb]):
        return False
    return article is None or verb in READING or covers(user, article.section_id)


def require(user: Someone, verb: str, article: Article | None = None) -> None:
    """Raise PermissionDenied, in an editor's words, unless `user` may do `verb` (to `article`)."""
    require_permission(user, RIGHTS[verb], article)


def require_permission(user: Someone, permission: str, article: Article | None = None) -> None:
    """`require` for a permission by its name, such as “articles.publish_article”."""
    if not holds(user, permission):
        raise PermissionDenied(_("You may not do this. Ask someone who has the right: %s") % permission)
    if article is not None and not covers(user, article.section_id):
        raise PermissionDenied(refusal(article))


def refusal(article: Article) -> str:
    return _("“%(headline)s” stands in a section that is not one of yours. Ask someone of that section.") % {
        "headline": article.headline
    }


def holds(user: Someone, permission: str) -> bool:
    return user is None or (user.is_active and user.has_perm(permission))


def covers(user: Someone, section_id: int | None) -> bool:
    """Whether the person's limit, if there is one, includes this section."""
    limit = sections_of(user)
    return limit is None or section_id in limit


def sections_of(user: Someone) -> frozenset[int] | None:
    """The ids of the sections this person is limited to; None for no limit, as for administrators and operators.

    One query a person and request: remembered on the account's instance, as Django remembers its permissions.
    """
    if user is None or not user.pk or user.is_superuser:
        return None
    person = user
    if not hasattr(person, "_sections_limit"):
        ids = SectionRight.objects.filter(user=person).values_list("section_id", flat=True)
        person._sections_limit = frozenset(ids) or None  # type: ignore[attr-defined]  # ours, on Django's instance
    return person._sections_limit  # type: ignore[attr-defined]  # as above


def within[Rows: QuerySet](rows: Rows, user: Someone, section: str = "section") -> Rows:
    """Those of `rows` the person's limit leaves; `section` is the way from a row to its section (“article__section”).

    The limit is part of the query: no other is asked.
    """
    return rows.filter(within_limit(user, section))


def within_limit(user: Someone, section: str = "section") -> Q:
    """The condition of `within`, for rows that say of themselves whether it holds."""
    if user is None or not user.pk or user.is_superuser:
        return Q()
    own = SectionRight.objects.filter(user=user.pk)
    return Q(~Exists(own)) | Q(**{f"{section}__in": own.values("section")})
