"""What hangs behind the head of a source phrase: "of the agency", "for the charity", "who was there"."""

from __future__ import annotations

from articles.sourcing.suggesting import lexicon as words
from articles.sourcing.suggesting.given_names import is_given_name
from articles.sourcing.suggesting.shapes import HONORIFICS, is_group, is_role
from articles.sourcing.suggesting.words import Token


def before_preposition(body: list[Token]) -> list[Token]:
    """Cut before "of the agency", but keep names such as Bank of England and Secretary of State."""
    for at, token in enumerate(body):
        if at and token.kind == "word" and token.lower in words.PREPOSITIONS and not token.is_capitalised:
            if token.lower in words.PARTICLES and token.lower not in ("of", "on", "in"):
                continue
            behind = next((t for t in body[at + 1 :] if t.lower != "the"), None)
            if any(is_given_name(t.lower) or t.lower in HONORIFICS or _is_plain_role(t) for t in body[: at - 1]):
                return body[:at]
            proper = (
                token.lower in ("of", "for")
                and body[at - 1].is_capitalised
                and behind is not None
                and behind.is_capitalised
            )
            held = is_role(body[at - 1].lower) and sum(t.is_capitalised for t in body[at:]) <= 2
            named = at > 1 and all(t.is_capitalised for t in body[:at]) and not _names_body(body[at - 1])
            if not proper or held or named:
                return body[:at]
        if (at and token.lower in ("who", "which", "that")) or (at and _is_participle_of(body, at)):
            return body[:at]
        if (at and token.lower in ("familiar", "briefed", "involved", "close")) or (
            at
            and token.lower == "and"
            and not body[at - 1].is_capitalised
            and body[at - 1].lower not in ("current", "serving")
        ):
            return body[:at]
    return body


def _names_body(token: Token) -> bool:
    """`Royal Bank of …`, `National Union of …`: the word before "of" is that of a body, no surname."""
    low = token.lower
    known = low in words.ORGANISATION_NAMES or low in words.ORGANISATIONS or low in words.DOCUMENTS
    return known or is_group(low) or is_role(low) or low in words.TITLES


def _is_plain_role(token: Token) -> bool:
    return is_role(token.lower) and not token.is_capitalised


def _is_participle_of(body: list[Token], at: int) -> bool:
    """`report obtained by the radio`: the participle behind a noun that can carry a source."""
    low, head = body[at].lower, body[at - 1].lower
    if body[at].is_capitalised or not (
        low.endswith("ed") or low in ("written", "seen", "sent", "read", "known", "living", "working")
    ):
        return False
    return head in words.DOCUMENTS or head in words.ORGANISATIONS or is_role(head) or is_group(head)
