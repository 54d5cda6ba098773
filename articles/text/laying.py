"""Laying a mark around letters of a body: one span where well-formed markup allows it, else as few as it takes."""

from __future__ import annotations

from itertools import pairwise

from articles.text.places import NOWHERE, VOID, Token

INLINE = frozenset("strong b em i u s sub sup a cite q code span br".split())


def with_mark(tokens: list[Token], number: int, first: int, last: int) -> list[Token]:
    """`tokens` with the letters at places `first` to `last` inside spans, each as long as well-formed markup allows."""
    whole = elements_within(tokens, first, last)
    made: list[Token] = []
    began: int | None = None  # where in `made` the present span begins
    behind = 0  # where in `made` it would end: behind the last letter or element it covers

    def finish() -> None:
        nonlocal began
        if began is not None:
            made.insert(behind, Token("</span>", "span", closes=True))
            made.insert(began, Token(f'<span data-statement="{number}">', "span"))
            began = None

    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = whole.get(index, index)
        before, covered, after = parted(token, first, last) if index not in whole else ([], tokens[index : end + 1], [])
        if before:
            if not is_unseen(token):
                finish()
            made += before
        if covered:
            began = len(made) if began is None else began
            made += covered
            behind = len(made)
        if after:
            finish()
            made += after
        index = end + 1
    finish()
    return made


def elements_within(tokens: list[Token], first: int, last: int) -> dict[int, int]:
    """Inline elements (from the index of the opening tag to that of the closing one) with letters of the passage alone."""
    found: dict[int, int] = {}
    stack: list[tuple[int, bool]] = []  # index of an opening tag, whether all within is inline and of the passage
    filled: list[bool] = []  # for each of them, whether it has any letter
    for index, token in enumerate(tokens):
        places = [place for place in token.places if place != NOWHERE]
        fits = all(first <= place < last for place in places)
        if token.tag in VOID or not token.tag:
            if token.tag == "br" and places and fits:
                found[index] = index
            if stack:
                stack[-1] = (stack[-1][0], stack[-1][1] and fits and token.tag != "hr")
                filled[-1] = filled[-1] or bool(places)
        elif not token.closes:
            stack.append((index, token.tag in INLINE))
            filled.append(False)
        elif stack and tokens[stack[-1][0]].tag == token.tag:
            (opened, pure), full = stack.pop(), filled.pop()
            if pure and full:
                found[opened] = index
            if stack:
                stack[-1] = (stack[-1][0], stack[-1][1] and pure)
                filled[-1] = filled[-1] or full
    return found


def parted(token: Token, first: int, last: int) -> tuple[list[Token], list[Token], list[Token]]:
    """A token as what stands before, within and behind the passage; a tag stands before it."""
    inside = [index for index, place in enumerate(token.places) if first <= place < last]
    if token.tag or not inside:
        return [token], [], []
    cuts = [0, inside[0], inside[-1] + 1, len(token.letters)]
    pieces = []
    for start, end in pairwise(cuts):
        letters = token.letters[start:end]
        pieces.append([Token("".join(letters), letters=letters, places=token.places[start:end])] if letters else [])
    return pieces[0], pieces[1], pieces[2]


def is_unseen(token: Token) -> bool:
    """White space, or a line break, that the plain text does not have: it parts nothing."""
    return (not token.tag or token.tag == "br") and all(place == NOWHERE for place in token.places)
