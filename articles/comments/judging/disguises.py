"""The ways in which a word can be written so that people read it and programs do not, undone for the word list. Pure.

A disguise is undone only where there is one: a plain word is compared as it is, so that “shoot” is never read as “shot”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

from articles.comments.judging.folding import LOOK_ALIKES, fold, is_mixed, words_in

# What a sign or digit stands for, within a word that has letters too.
STANDS_FOR = dict(zip("0123456789@$!|€£¢+", "o il z e a s bg t b gq a s il il e l c t".split(), strict=True))
# Letters that cannot be told from Latin ones at all: a word of these alone, in a Latin text, is meant to be read as Latin.
TWINS = frozenset("асԁеһіјӏорԛѕԝхупкмтвнαβεηικνορτυχ")
TO_CYRILLIC = str.maketrans(
    "abcehikmopstxyj", "авсенікморѕтхуј"
)  # “кaзино” with a Latin a is a Russian word in disguise
TOKEN = re.compile(r"[@$€£¢+]{0,3}[^\W_]+(?:[@$!|€£¢+]+[^\W_]+)*[@$]*")
JOINED = re.compile(
    r"(?<![^\W_])[^\W_]++(?:[-._`*·•~^+/\\|=]{1,2}[^\W_]+)+"
)  # “cas-ino”; no apostrophes: “he’ll” is not hell
# “v i a g r a”, “(s)(e)(x)”, “c 4 s 1 n 0”, letters with pictures between them or below one another.
SPELT = re.compile(r"(?<![^\W_])(?:[^\W_]|[@$])(?:(?:[^\w@$]|_){1,3}(?:[^\W_]|[@$])){2,}(?![^\W_])")
STARRED = re.compile(
    r"(?<![\w*])(?:[^\W\d_]++(?:[*#%]++[^\W\d_]++)+|[^\W\d_]{2,}+[*#%]{2,})(?![\w*])"
)  # “f*ck”, “sh**”
STRETCHED = re.compile(r"(.)\1{2,}")
MOST_READINGS = 32  # of one word
SHORT = 4  # letters; up to these a run of single letters must be the word itself: initials spell much by chance


@dataclass(frozen=True)
class Readings:
    """A text as it may be read: `words` to be equal to, `lines` to hold a phrase, `runs` of letters spelt one by one.

    `spelt` are the runs in one string, `together` the plain words without what parts them.
    """

    words: frozenset[str]
    lines: tuple[str, ...]
    spelt: str
    stars: re.Pattern[str] | None
    together: str

    def hold(self, folded: str) -> bool:
        """Whether the listed word or phrase, folded, stands in the text."""
        if folded in self.words:
            return True
        if " " in folded:
            return any(f" {folded} " in line for line in self.lines)
        if len(folded) > SHORT and folded in self.spelt:
            return True
        return self.stars is not None and self.stars.fullmatch(folded) is not None


def readings_of(text: str) -> Readings:
    folded = fold(text)
    is_latin = _is_mostly_latin(folded)
    plain = words_in(folded)
    found = TOKEN.findall(folded)
    read = {token: readings_of_word(token, is_latin=is_latin) for token in set(found)}
    tokens = [read[token] for token in found]
    joined = {re.sub(r"[\W_]", "", each) for each in JOINED.findall(folded)}
    spelt = {re.sub(r"[^\w@$]|_", "", each) for each in SPELT.findall(folded)}
    runs = {reading for run in spelt for reading in readings_of_word(run, is_latin=is_latin)}
    lines = [plain, [readings[0] for readings in tokens], [readings[-1] for readings in tokens]]
    meant = (readings_of_word(each, is_latin=is_latin) for each in joined)
    return Readings(
        words=frozenset(plain).union(*read.values(), *meant, _without_article(runs)),
        lines=tuple(f" {' '.join(line)} " for line in dict.fromkeys(map(tuple, lines))),
        spelt="\n".join(sorted(runs)),
        stars=_stars(STARRED.findall(folded)),
        together="".join(plain),
    )


def readings_of_word(word: str, *, is_latin: bool = True) -> tuple[str, ...]:
    """What a folded word may be meant to be read as, the likeliest first; itself when nothing in it is odd."""
    if word.isascii() and word.isalpha() and "vv" not in word and not STRETCHED.search(word):
        return (word,)
    foreign: tuple[str, ...] = ()
    if not word.isascii() and (is_mixed(word) or (is_latin and TWINS.issuperset(word))):
        foreign = (word.translate(TO_CYRILLIC),)
        word = word.translate(LOOK_ALIKES)
    if not word.isalpha() and any(letter.isalpha() for letter in word):
        found = [
            "".join(each) for each in islice(product(*(STANDS_FOR.get(sign, sign) for sign in word)), MOST_READINGS)
        ]
    else:
        found = [word]
    if STRETCHED.search(word) or any(STRETCHED.search(each) for each in found):
        found = [STRETCHED.sub(once, each) for once in (r"\1", r"\1\1") for each in found]
    return tuple(dict.fromkeys([*found, *(each.replace("vv", "w") for each in found if "vv" in each), *foreign]))


def _without_article(runs: Iterable[str]) -> Iterable[str]:
    """“a s p a m” is read as one run: its first and its last letter may belong to the sentence."""
    return (reading for run in runs for reading in (run, run[1:], run[:-1]))


def _stars(words: list[str]) -> re.Pattern[str] | None:
    """One pattern for all words with letters left out; each star is one letter."""
    patterns = {re.sub(r"[*#%]", r"[^\\W\\d_]", word) for word in words}
    return re.compile("|".join(sorted(patterns))) if patterns else None


def _is_mostly_latin(folded: str) -> bool:
    if folded.isascii():
        return True
    ascii_letters = sum(letter.isascii() and letter.isalpha() for letter in folded)
    return 2 * ascii_letters > sum(letter.isalpha() for letter in folded)
