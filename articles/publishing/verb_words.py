"""The verbs of the audit log in an editor's words: every one that is written anywhere, in the order its filter offers them.

A test reads the code for a verb that is not here.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VERBS = {
    "add": _("add"),
    "change": _("change"),
    "delete": _("delete"),
    "assign": _("assign"),
    "move": _("move to another stage"),
    "move_section": _("move a section to a new address"),
    "take_over": _("take over"),
    "approve": _("approve"),
    "publish": _("publish"),
    "schedule": _("schedule"),
    "cancel_schedule": _("cancel the schedule"),
    "end": _("plan an end"),
    "cancel_end": _("cancel the planned end"),
    "withdraw": _("withdraw"),
    "restore": _("bring back"),
    "correct": _("correct"),
    "name_milestone": _("name a milestone"),
    "restore_revision": _("restore a revision"),
    "reject": _("reject"),
    "refused": _("try, and be refused"),
    "note": _("write a note"),
    "reopen_note": _("reopen a note"),
    "resolve_note": _("resolve a note"),
    "make_preview": _("make a preview link"),
    "revoke_preview": _("revoke a preview link"),
    "approve_preview": _("approve by a preview link"),
    "draft_front": _("change the draft of the front page"),
    "launch_front": _("launch the front page"),
    "plan_front": _("plan a front page"),
    "cancel_front": _("cancel a planned front page"),
    "restore_front": _("bring an earlier front page into the draft"),
    "show_banner": _("show a banner"),
    "change_banner": _("change a banner"),
    "end_banner": _("end a banner"),
    "import": _("import"),
    "hold": _("hold an import for a look"),
    "merge": _("merge two sources"),
    "ask_removal": _("ask that a page be taken down"),
    "decide_removal": _("decide on a request for removal"),
    "fix_statement": _("open the fix of a statement"),
    "decide_fix": _("decide on a place that uses a wrong statement"),
    "export_statements": _("export statements"),
    "download": _("download"),
    "accept_statement": _("accept a statement"),
    "accept_statements": _("accept all sure statements"),
    "change_statement_source": _("link a statement to another source"),
    "reject_statement": _("say that a statement is none"),
    "waive_statement": _("let a statement stand without a source"),
    "waive_statements": _("let all quotations stand without a source"),
    "unlink_statement": _("take a decision on a statement back"),
    "renew_statement": _("let a statement stand for edited words"),
    "mark_statement": _("mark a statement by hand"),
    "undo_sweep": _("take back a step of the sweep"),
    "suggest_statements": _("suggest statements anew"),
    "open_terms": _("open the terms of a statement"),
    "agree_unnamed": _("agree to an unnamed source"),
    "take_back_unnamed": _("take back the yes to an unnamed source"),
    "seal_identity": _("seal an identity"),
    "add_to_identity": _("add to a sealed identity"),
    "look_identity": _("look at a sealed identity"),
    "name_keepers": _("say who may see an identity"),
    "train_filter": _("teach the comment filter"),
    "use_filter": _("put a comment filter into use"),
    "rotate_keys": _("seal identities with a new key"),
    "sign_in": _("sign in"),
    "sign_in_failed": _("fail to sign in"),
    "sign_out": _("sign out"),
}


def in_words(verb: str) -> str:
    """A verb that is not known any more, as in an old entry, is shown as it was written."""
    return str(VERBS.get(verb) or verb.replace("_", " "))
