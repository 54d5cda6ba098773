"""Words as the index knows them: small letters, no accents, the stem of their own language.

Both back ends are given these stems and cut no words themselves, so a search finds the same stories on either.
The stemmers are Snowball's, in C where PyStemmer is installed, else the same in Python, forty times as slow; a language
that is not named here keeps its words whole.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

# Snowball's algorithm and the scripts that the language is written in. To add a language, add a line and rebuild.
STEMMED = {
    "ar": ("arabic", "ARABIC"),
    "de": ("german", "LATIN"),
    "en": ("english", "LATIN"),
    "es": ("spanish", "LATIN"),
    "fr": ("french", "LATIN"),
    "it": ("italian", "LATIN"),
    "nl": ("dutch", "LATIN"),
    "pt": ("portuguese", "LATIN"),
    "ru": ("russian", "CYRILLIC"),
}
WHOLE = "xx"  # stands for every other language
LONGEST = 60  # letters of one word that count
# Words that carry nothing by themselves: left out of a search that has others, kept inside quotation marks.
EMPTY = frozenset(
    "a an and are as at be but by did do does for from had has have he her his how i in is it its not of on or she that "
    "the their they this to was we were what when where which who whom why will with you "
    "au aux ce ces cette dans de des du elle en est et il la le les leur ne ou par pas pour qu que qui sa se ses son sur "
    "un une "
    "в во и к на не о об от по с со у из за как что это для его ее их был была были до или но "
    "في من على إلى الى عن مع أن ان هذا هذه التي الذي و أو كان كانت ما لا هل".split()
)

MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{re.escape(MARKS)}])*")
DROPPED = re.compile("[\u0300-\u0305\u0307-\u036f\u0640\u064b-\u0655\u0670]")
SHORT = "\u0306"  # й is a letter of its own, and the Russian stemmer wants it; elsewhere the sign is an accent
NOT_SHORT_I = re.compile(f"(?<!и){SHORT}")
AND_THE = "وال"  # Arabic writes “and” and the article with the word; Snowball takes only the article off


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """`word` in small letters, without accents of Latin, Greek and Cyrillic and Arabic vowel signs; other marks are letters."""
    decomposed = unicodedata.normalize("NFKD", word[:LONGEST].casefold())
    return unicodedata.normalize("NFC", NOT_SHORT_I.sub("", DROPPED.sub("", decomposed)))


class Stemmers(threading.local):
    """Of each thread its own: a stemmer remembers where in a word it is, and two threads at one would mix their words."""

    def __init__(self) -> None:
        self.of = {language: snowballstemmer.stemmer(name) for language, (name, _script) in STEMMED.items()}


stemmers = Stemmers()


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word by the rules of `language`, a key of STEMMED or WHOLE."""
    if language == WHOLE:
        return word
    if language == "ar" and word.startswith(AND_THE) and len(word) > len(AND_THE) + 2:
        word = word[1:]
    found = stemmers.of[language].stemWord(word)
    # Without its accent “fermée” keeps an e that “fermer” loses.
    return (found.rstrip("e") if language == "fr" else found) or word


def language_of(code: str) -> str:
    """The key of the stemmer for a language code such as "pt-br"."""
    code = code.partition("-")[0].lower()
    return code if code in STEMMED else WHOLE


def words_of(text: str) -> Iterator[str]:
    """The folded words of `text`, in its order."""
    return filter(None, map(fold, WORD.findall(text)))


@lru_cache(maxsize=400_000)
def lexeme(word: str, language: str) -> str:
    """The stem of a folded word as it stands in the index: with its language, for “new” is no form of German “news”."""
    return f"{language}ː{stem(word, language)}"


@lru_cache(maxsize=10_000)
def languages_for(word: str) -> tuple[str, ...]:
    """The languages that `word` could be of, by its script; WHOLE is always among them."""
    scripts = {unicodedata.name(character, "?").partition(" ")[0] for character in word if character.isalpha()}
    return (*(code for code, (_name, script) in STEMMED.items() if script in scripts or not scripts), WHOLE)
