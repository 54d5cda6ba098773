"""Text as a reader's eye takes it: look-alike letters, accents, invisible characters and stretched words made one form.

Pure; for comparing only, never shown. Used by the word list, the search for repeats and the filter's features.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

# Letters of other scripts that look like Latin ones. Folded only in a word that mixes scripts: a word that is Cyrillic
# or Greek all through is a word of that language, and “сор” (litter) is no “cop”.
PAIRS = """
аa вb сc ԁd еe һh іi јj кk ӏl мm нh оo рp ԛq ѕs тt гr ѵv ԝw хx уy ьb їi пn зe бb иn яr шw цu эe ԍg ҽe ѡw
αa βb εe ηn ιi κk νv οo ρp τt υu χx ωw ςc ϲc σo γy πn μu θo δd ξe
օo ոn սu հh գq ցg զq ѐe
"""
LOOK_ALIKES = str.maketrans({pair[0]: pair[1] for pair in PAIRS.split()})
MIMICS = {"CYRILLIC", "GREEK", "ARMENIAN"}
DIGITS = str.maketrans("01345@$7", "oieasast")  # as in “v1agr4”, within words that have letters too
# Small capitals, letters with strokes and the like have no decomposition in Unicode; white letters on a square neither.
LATIN = str.maketrans(
    "ıłøđħŧæœßɑɡɩʀɴʟᴀʙᴄᴅᴇꜰɢʜɪᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡʏᴢƀȼɇɨɉƚɍʉɏƶⱥȿɀƙɓɗɛɠɦɲƥɾʂʈʋ",
    "ilodhtaosagirnlabcdefghijkmopstuvwyzbceijlruyzaszkbdeghnprstv",
) | {first + place: chr(ord("a") + place) for first in (0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}
HIDDEN = {"Mn", "Me", "Cf"}  # categories: accents, frames around a letter, marks that only steer how text is laid out
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
WORD = re.compile(r"[^\W_]+(?:[@$][^\W_]+)*")
SPELT_OUT = re.compile(r"\b(?:[^\W\d_][ .*_-]{1,2}){3,}[^\W\d_]\b")  # “v i a g r a”, “s.p.a.m”
STRETCHED = re.compile(r"(.)\1{2,}")
QUOTED = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
OPENING = 48  # letters of a long text that copies with different ends have in common
SHORTEST_REPEAT = 30  # letters; “Well said!” is said twice by honest people


def fold(text: str) -> str:
    """`text` in small letters without accents and invisible characters, compatibility forms resolved. Idempotent."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", INVISIBLE.sub("", text).casefold())
    hidden = {ord(letter): None for letter in set(decomposed) if unicodedata.category(letter) in HIDDEN}
    bare = decomposed.translate(hidden) if hidden else decomposed
    composed = unicodedata.normalize("NFC", bare.casefold())
    return composed if LATIN.keys().isdisjoint(map(ord, set(composed))) else composed.translate(LATIN)


def words_of(text: str) -> list[str]:
    """The words of `text`, folded; those of one letter each in a row are one word, spelt out."""
    return words_in(fold(text))


def words_in(folded: str) -> list[str]:
    """As `words_of`, of what is folded already."""
    spelt = SPELT_OUT.sub(lambda match: re.sub(r"[ .*_-]", "", match.group()), folded)
    found = WORD.findall(spelt)
    if spelt.isascii() and not STRETCHED.search(spelt):  # then words of letters alone are plain
        return [word if word.isalpha() else plain(word) for word in found]
    read = {word: plain(word) for word in set(found)}
    return [read[word] for word in found]


def plain(word: str) -> str:
    """A folded word without disguise: look-alikes of other scripts, digits for letters, letters stretched."""
    if not word.isascii() and is_mixed(word):
        word = word.translate(LOOK_ALIKES)
    if not word.isalpha() and any(letter.isalpha() for letter in word):
        word = word.translate(DIGITS)
    return STRETCHED.sub(r"\1", word)


def marks_of(text: str) -> tuple[str, str]:
    """The digest of `text` and the digest of its opening.

    The first is what equal texts have in common, however they are spaced, accented and disguised; "" for a short one. The
    second is what texts that begin alike have in common, copies with another end each; "" unless `text` is well over the
    opening. Both without what is quoted: readers who answer the same passage begin alike.
    """
    letters = "".join(words_of(QUOTED.sub("", text)))
    digest = _digest(letters) if len(letters) >= SHORTEST_REPEAT else ""
    return digest, _digest(letters[:OPENING]) if len(letters) >= OPENING + 8 else ""


def digest_of(text: str) -> str:
    return marks_of(text)[0]


def opening_of(text: str) -> str:
    return marks_of(text)[1]


def _digest(letters: str) -> str:
    return hashlib.sha256(letters.encode()).hexdigest()[:32]


def is_mixed(word: str) -> bool:
    """Whether letters of scripts that have look-alikes of Latin ones stand among Latin ones."""
    scripts = {script_of(letter) for letter in word if letter.isalpha()}
    return "LATIN" in scripts and bool(scripts & MIMICS)


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """“LATIN”, “CYRILLIC”: the first word of its name in Unicode. Looking a name up is slow, and letters are few."""
    return unicodedata.name(letter, "").partition(" ")[0]
