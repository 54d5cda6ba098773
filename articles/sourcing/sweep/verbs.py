"""The verbs of the sweep: accept, change the source, reject, waive, take back, renew, mark by hand. Undo: undo.py."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.publishing.models import Article
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import terms
from articles.sourcing.models import Source, Statement
from articles.sourcing.sweep.accepting import NOTHING, Told, link
from articles.sourcing.sweep.choosing import Choices
from articles.sourcing.sweep.columns import columns_of
from articles.sourcing.sweep.quotations import seen_kind
from articles.sourcing.sweep.refresh import is_the_same, set_anchor
from articles.sourcing.sweep.sources import NewSource
from articles.sourcing.sweep.standing import standing_of
from articles.sourcing.sweep.steps import Done, Work, locked_statement, step
from articles.text.excerpt import shorten
from articles.text.marking import Body, Passage
from articles.text.sanitise import clean_html

LONGEST_PASSAGE = 5000
SHOWN = 60  # letters of a passage that a message quotes


def accept(
    statement: Statement,
    *,
    by: User | None,
    source: Source | None = None,
    new: NewSource | None = None,
    told: Told = NOTHING,
    seen: str = "",
) -> Done:
    """Link a statement to who said it. Without a choice: the one source it must be, else a new one as the text has it.

    Raises PermissionDenied; WorkflowRefused when several may be meant, nobody is named, somebody decided meanwhile, or
    the source is unnamed and readers would not be told why.
    """
    with step(statement.article, "accept_statement", by) as work:
        present = locked_statement(work, statement, seen)
        link(work, present, source=source, new=new, told=told)
        work.told = {"statement": present.pk, "source": present.source_id}
        work.message = _("Accepted: “%(words)s” is what %(source)s said.") % in_words(present)
    return result(work)


def change_source(
    statement: Statement,
    *,
    by: User | None,
    source: Source | None = None,
    new: NewSource | None = None,
    told: Told = NOTHING,
    seen: str = "",
) -> Done:
    """Link a statement to another source than it has, or was suggested with. As `accept`, but the choice must be made."""
    with step(statement.article, "change_statement_source", by) as work:
        present = locked_statement(work, statement, seen)
        if source is None and new is None:
            raise WorkflowRefused(_("Choose who said it, or make a new source."))
        former = present.source_id
        present.role = None
        present.attribution_level = terms.usual_terms(None)
        link(work, present, source=source, new=new, told=told)
        work.told = {"statement": present.pk, "source": present.source_id, "former_source": former}
        work.message = _("“%(words)s” is now what %(source)s said.") % in_words(present)
    return result(work)


def accept_all_high(article: Article, *, by: User | None) -> Done:
    """`accept_all` of what the machine is sure of."""
    return accept_all(article, by=by, tiers=[Statement.Tier.HIGH])


def accept_all(article: Article, *, by: User | None, tiers: Iterable[str]) -> Done:
    """Accept every suggestion of these tiers that can mean one source only. One step, so one undo.

    Those that may mean several sources, or name nobody, or are the edited words of a statement, are left to be decided.
    Raises as `accept`.
    """
    with step(article, "accept_statements", by) as work:
        waiting = work.article.statements.filter(state=Statement.State.SUGGESTED, stale=False, tier__in=list(tiers))
        finds = standing_of(work.article).renewals.values()
        renewing = {find.suggestion for find in finds if find.suggestion is not None}
        rows = list(waiting.exclude(pk__in=renewing).order_by("paragraph", "start", "pk"))
        choices = Choices(work.article, rows)
        taken = 0
        for present in rows:
            choice = choices.of(present)
            if not choice.is_sure:
                continue
            work.keep(present)
            present.article = work.article
            link(work, present, source=choice.source, new=choice.new)
            choices.remember(present)  # the next words of a source that was made a moment ago are hers as well
            taken += 1
        if not taken:
            raise WorkflowRefused(_("No suggestion is sure enough to be accepted unseen. Decide on each."))
        work.told = {"accepted": taken}
        work.message = ngettext("%d statement accepted.", "%d statements accepted.", taken) % taken
    return result(work)


def reject(statement: Statement, *, by: User | None, seen: str = "") -> Done:
    """Say that nobody is quoted there: a nickname, a title, a slip of the machine. It is not suggested again."""
    with step(statement.article, "reject_statement", by) as work:
        present = locked_statement(work, statement, seen)
        present.state, present.source, present.role = Statement.State.REJECTED, None, None
        work.write(present)
        work.told = {"statement": present.pk}
        work.message = _("“%s” is not a quote, and is not suggested again.") % shorten(present.words, SHOWN)
    return result(work)


def waive(statement: Statement, *, by: User | None, reason: str, seen: str = "") -> Done:
    """Let words stand without a source, for a reason that is kept with the name of who gave it."""
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise WorkflowRefused(
            _("Say why these words may stand without a source. Example: “A line of a well-known song.”")
        )
    with step(statement.article, "waive_statement", by) as work:
        present = locked_statement(work, statement, seen)
        present.state, present.waiver_reason = Statement.State.WAIVED, reason
        present.source = present.role = None
        work.write(present)
        work.told, work.note = {"statement": present.pk}, reason
        work.message = _("“%s” may stand without a source.") % shorten(present.words, SHOWN)
    return result(work)


def unlink(statement: Statement, *, by: User | None, seen: str = "") -> Done:
    """Take a decision back: the statement is a suggestion again, to be decided anew."""
    with step(statement.article, "unlink_statement", by) as work:
        present = locked_statement(work, statement, seen)
        if present.state == Statement.State.SUGGESTED:
            raise WorkflowRefused(_("Nobody has decided on this statement yet, so there is nothing to take back."))
        former = {"state": present.state, "source": present.source_id}
        present.state, present.waiver_reason = Statement.State.SUGGESTED, ""
        present.source = present.role = None
        work.write(present)
        work.told = {"statement": present.pk, "former": former}
        work.message = _("“%s” is to be decided again.") % shorten(present.words, SHOWN)
    return result(work)


def renew(statement: Statement, *, by: User | None, paragraph: int, start: int, end: int, seen: str = "") -> Done:
    """Let a statement whose words were edited stand for these words of the text: source, role and evidence stay.

    Raises as `mark`, and WorkflowRefused for a statement whose words stand where they stood.
    """
    with step(statement.article, "renew_statement", by) as work:
        present = locked_statement(work, statement, seen)
        if not present.stale:
            raise WorkflowRefused(_("The words of this statement stand in the text as they did."))
        body = Body(clean_html(work.article.body))
        if present.pk in body.marks:
            raise WorkflowRefused(_("Its mark stands in the text. Take the mark out there, or set it anew, and save."))
        passage = passage_within(body, paragraph, start, end)
        drop_suggested(work.article, passage)
        work.before[str(present.pk)] = columns_of(present, anchored=True)
        present.words = body.words_at(passage)
        set_anchor(present, passage, body)
        present.quotes = seen_kind(present.words)[1]
        work.write(present)
        work.told = {"statement": present.pk}
        work.message = _("It now stands for “%s”.") % shorten(present.words, SHOWN)
    return result(work)


def mark(
    article: Article,
    *,
    by: User | None,
    paragraph: int,
    start: int,
    end: int,
    kind: str | None = None,
    source: Source | None = None,
    new: NewSource | None = None,
    told: Told = NOTHING,
) -> Done:
    """Make a statement of letters `start` to `end` of a paragraph of the text as saved; accepted when a source is given.

    `end` may reach into the paragraphs that follow, the end of each counting as one letter. The kind is seen from the
    quotation marks unless it is given. Raises PermissionDenied; WorkflowRefused where there are no such words.
    """
    with step(article, "mark_statement", by) as work:
        body = Body(clean_html(work.article.body))
        passage = passage_within(body, paragraph, start, end)
        statement = by_hand(work.article, body, passage, kind)
        statement.save()
        work.before[str(statement.pk)] = None
        if source is not None or new is not None:
            link(work, statement, source=source, new=new, told=told)
        else:
            work.statements.append(statement)
        work.told = {"statement": statement.pk, "source": statement.source_id}
        work.message = _("Marked: “%s”.") % shorten(statement.words, SHOWN)
    return result(work)


def passage_within(body: Body, paragraph: int, start: int, end: int) -> Passage:
    """The passage without white space at its ends. Raises WorkflowRefused when there is none, or too much of it."""
    words = body.words_at(Passage(paragraph, start, end)) if 0 <= start < end else ""
    passage = Passage(paragraph, start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
    if not words.strip():
        raise WorkflowRefused(_("There are no such words in the text as it is saved. Save the text first, then mark."))
    if len(words) > LONGEST_PASSAGE:
        raise WorkflowRefused(_("That is too long for one statement. Mark the words of one speaker."))
    return passage


def drop_suggested(article: Article, passage: Passage) -> None:
    """Delete the suggestions of the machine that are the same as a passage which has a statement now."""
    suggested = article.statements.filter(state=Statement.State.SUGGESTED, stale=False).exclude(rule="")
    same = [row.pk for row in suggested if is_the_same(Passage(row.paragraph, row.start, row.end), passage)]
    article.statements.filter(pk__in=same).delete()


def by_hand(article: Article, body: Body, passage: Passage, kind: str | None) -> Statement:
    statement = Statement(article=article, words=body.words_at(passage))
    set_anchor(statement, passage, body)
    if kind is not None and kind not in Statement.Kind.values:
        raise WorkflowRefused(_("Choose what it is: a direct quote, a partial quote or a paraphrase."))
    statement.kind, statement.quotes = seen_kind(statement.words)
    statement.kind = kind or statement.kind
    return statement


def in_words(statement: Statement) -> dict[str, str]:
    return {"words": shorten(statement.words, SHOWN), "source": str(statement.source)}


def result(work: Work) -> Done:
    if work.done is None:
        raise TypeError("A step that was not finished has no result.")
    return work.done
