"""The sweep: every attribution of a text as the machine suggests it and as people decide on it.

What a page builds on. Every verb takes `by` (a User, or None for an operator at the command line), checks the right
and the section, locks the article's row, writes one SweepStep (for undo), one audit entry (numbers, never words or
names), counts the article's version by one and records a revision. Each raises PermissionDenied, or WorkflowRefused
(publishing.steps) with sentences for an editor; then nothing has changed.

reading (sheet.py)
  sweep_of(article, by=None) -> Sweep   at most seven queries for any number of rows
      Sweep: rows, open (rows still to be decided), counts {standing: n}, high (how many accept_all_high would take),
           step (what undo would take back for `by`: a SweepStep or None), version (of the article)
      Row: number (from 1), standing ("linked" | "suggested" | "unlinked" | "stale" | "waived" | "rejected"), statement
           (None for a quotation without a record: call mark with its passage), passage (paragraph from 0, start, end),
           paragraph (from 1), words, before, after, speaker and role as printed, tier, candidates, preselected (a Source
           or None), choice, token (hand it back as `seen`), refuses (True where it blocks publication); of a stale one
           passage_now and words_now: what the text has in its place, to be offered to renew; what the machine found there
           is no row of its own (renewing.py)
  candidates(suggested, on=date) -> list[Candidate]    source, why (a sentence), exact (the full name), role (linking.py)

verbs: each gives a Done: step, statements (as they are now), before and version (the article's version before and
after: a form that is open moves its hidden version along only if it held `before`), message (a sentence)
  accept(statement, by=, source=None, new=None, told=, seen="")
                                                            with a Source, or a NewSource to be made, or neither: then the
                                                            preselected one, else one made as the text has it, else refused
                                                            told=Told(reason, described_as): what readers are told of an
                                                            unnamed source, which is refused without a reason
  accept_all_high(article, by=)         every suggestion of tier “high” that can mean one source only, as one step
  accept_all(article, by=, tiers=)      the same for other tiers
  change_source(statement, by=, source=None, new=None, told=, seen="")
  reject(statement, by=, seen="")       “not a quote”; is not suggested again
  waive(statement, by=, reason=, seen="")                   may stand without a source, for a reason that is kept
  unlink(statement, by=, seen="")       takes a decision back: to be decided again
  renew(statement, by=, paragraph=, start=, end=, seen="")  a stale statement stands for these words from now on
  mark(article, by=, paragraph=, start=, end=, kind=None, source=None, new=None, told=)    a passage marked by hand
  undo(article, by=)                    takes back the newest step of this person on this article
  NewSource(name, kind="person", title="", organisation="", anonymity_reason="")

text and statements
  refresh(article, write=True) -> Refreshed   added, dropped, moved, stale; within the caller's save, before its revision
                                        is recorded. It writes rows of statements, and neither version nor revision.
  resweep(article, by=, write=True) -> Refreshed    refresh outside of a save: lock, audit entry, version, revision
  waive_unlinked(article, by=, reason=) -> int    the quotations nobody decided on, for an import that publishes at once
  mark_statements(article, body_html) -> str      the marks of an edition; registered with publishing.editions
  words_have_their_sources(article)     the pre-publish checks

columns and anchoring say what a decision is and where it stands; standing joins them; choosing and linking who is meant;
sources makes new ones; steps is what all verbs go through; quotations finds quotations by their marks alone.
"""

from articles.sourcing.sweep.checks import words_have_their_sources
from articles.sourcing.sweep.importing import AS_RECEIVED, received_words, refresh_imported, resweep, waive_unlinked
from articles.sourcing.sweep.linking import Candidate, candidates
from articles.sourcing.sweep.marks import mark_statements
from articles.sourcing.sweep.refresh import Refreshed, refresh
from articles.sourcing.sweep.sheet import Row, Sweep, sweep_of
from articles.sourcing.sweep.sources import NewSource
from articles.sourcing.sweep.steps import Done
from articles.sourcing.sweep.undo import undo
from articles.sourcing.sweep.verbs import (
    accept,
    accept_all,
    accept_all_high,
    change_source,
    mark,
    reject,
    renew,
    unlink,
    waive,
)

__all__ = [
    "AS_RECEIVED",
    "Candidate",
    "Done",
    "NewSource",
    "Refreshed",
    "Row",
    "Sweep",
    "accept",
    "accept_all",
    "accept_all_high",
    "candidates",
    "change_source",
    "mark",
    "mark_statements",
    "received_words",
    "refresh",
    "refresh_imported",
    "reject",
    "renew",
    "resweep",
    "sweep_of",
    "undo",
    "unlink",
    "waive",
    "waive_unlinked",
    "words_have_their_sources",
]
