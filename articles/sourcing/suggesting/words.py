"""Words, marks and masked quotations: a paragraph as a row of tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.sourcing.suggesting.quotations import Quotation

ABBREVIATIONS = (
    "Mr Mrs Ms Mx Dr Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Maj Capt Sgt Cpl Adm Cmdr Rev Fr Hon Pres Supt Insp Det "
    "Const Amb St Jr Sr Inc Co Corp Ltd Bros No vs etc Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Calif Ariz Ark "
    "Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis "
    "Wyo Que Ont Dist Att Atty Dept Univ Assn Messrs Mt Ft"
).split()
WORD = re.compile(
    r"(?P<short>(?:[A-Za-z]\.){2,}|\b(?:" + "|".join(ABBREVIATIONS) + r")\.(?=\s|,|$)|\b[A-Z]\.(?=\s?[A-Z]|\s[a-z]))"
    r"|(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    r"|(?P<word>[^\W_]+(?:[-.&’'`/‑][^\W_]+|\.(?=[^\W_]))*)"
    r"|(?P<ellipsis>\.\.\.|…|\[[.…]{1,3}\])"
    r"|(?P<point>[^\w\s]|_)"
)
POSSESSIVE = re.compile(r"['’`]s$", re.IGNORECASE)


@dataclass(slots=True)
class Token:
    """One word, mark or quotation. `kind` is "word", "number", "possessive", "point" or "quote"."""

    text: str
    lower: str
    start: int
    end: int
    kind: str
    quotation: Quotation | None = None

    @property
    def is_capitalised(self) -> bool:
        return self.kind == "word" and self.text[0].isupper()


def tokens_of(text: str, quotations: list[Quotation]) -> list[Token]:
    """Cut a paragraph into tokens, each quotation being one of them."""
    row: list[Token] = []
    position = 0
    for quotation in quotations:
        row += _words_between(text, position, quotation.start)
        row.append(Token("“”", "“”", quotation.start, quotation.end, "quote", quotation))
        position = quotation.end
    row += _words_between(text, position, len(text))
    return row


def _words_between(text: str, start: int, end: int) -> list[Token]:
    row: list[Token] = []
    for match in WORD.finditer(text, start, end):
        row += _tokens_of_match(text, match, row)
    return row


def _tokens_of_match(text: str, match: re.Match[str], row: list[Token]) -> list[Token]:
    printed, at = match[0], match.start()
    if match["point"] or match["ellipsis"]:
        plural_owner = printed in "'’" and row and row[-1].end == at and row[-1].lower.endswith(("s", "z", "x"))
        return [Token(printed, printed, at, match.end(), "possessive" if plural_owner else "point")]
    owner = POSSESSIVE.search(printed)
    if owner and owner.start():
        name, mark = printed[: owner.start()], printed[owner.start() :]
        return [_word(name, at), Token(mark, "'s", at + len(name), match.end(), "possessive")]
    return [_word(printed, at)]


def _word(printed: str, at: int) -> Token:
    lower = printed.lower().replace("’", "'").replace("`", "'").replace("‑", "-")
    kind = "number" if printed[0].isdigit() else "word"
    return Token(printed, lower, at, at + len(printed), kind)
