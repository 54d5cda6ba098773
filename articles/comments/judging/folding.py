"""Text as a reader's eye takes it: look-alike letters, accents, invisible characters and stretched words made one form.

Pure; for comparing only, never shown. Used by the word list, the search for repeats and the filter's features.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Letters of other scripts that look like Latin ones. Folded only in a word that mixes scripts: a word that is Cyrillic
# or Greek all through is a word of that language, and “сор” (litter) is no “cop”.
LOOK_ALIKES = str.maketrans(
    "авсԁеһіјкӏмнорԛѕтгѵԝхуьёїαβεηικνορτυχωϲгпзб",
    "abcdehijklmhopqstrvwxybeiabenikvoptuxwcrn36",
)
DIGITS = str.maketrans("01345@$7", "oieasast")  # as in “v1agr4”, within words that have letters too
# Small capitals, a dotless i and the like have no decomposition in Unicode.
LATIN = str.maketrans("ıłøđħŧæœßɑɡɩʀɴʟ", "ilodhtaosagirnl")
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
    bare = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare.casefold()).translate(LATIN)


def words_of(text: str) -> list[str]:
    """The words of `text`, folded; those of one letter each in a row are one word, spelt out."""
    folded = SPELT_OUT.sub(lambda match: re.sub(r"[ .*_-]", "", match.group()), fold(text))
    return [plain(word) for word in WORD.findall(folded)]


def spelt_out(text: str) -> list[str]:
    """What is spelt letter by letter in `text`, each run as one word: “a c a s i n o” has the article stuck to it."""
    runs = SPELT_OUT.findall(fold(text))
    return [plain("".join(WORD.findall(run))) for run in runs]


def plain(word: str) -> str:
    """A folded word without disguise: look-alikes of other scripts, digits for letters, letters stretched."""
    if not word.isascii() and _is_mixed(word):
        word = word.translate(LOOK_ALIKES)
    if not word.isalpha() and any(letter.isalpha() for letter in word):
        word = word.translate(DIGITS)
    return STRETCHED.sub(r"\1", word)


def digest_of(text: str) -> str:
    """What equal texts have in common, however they are spaced, accented and disguised; "" for a short one."""
    letters = _letters(text)
    return _digest(letters) if len(letters) >= SHORTEST_REPEAT else ""


def opening_of(text: str) -> str:
    """What texts that begin alike have in common: copies with another end each. "" unless it is well over the opening."""
    letters = _letters(text)
    return _digest(letters[:OPENING]) if len(letters) >= OPENING + 8 else ""


def _letters(text: str) -> str:
    """Without what is quoted: readers who answer the same passage begin alike."""
    return "".join(words_of(QUOTED.sub("", text)))


def _digest(letters: str) -> str:
    return hashlib.sha256(letters.encode()).hexdigest()[:32]


def _is_mixed(word: str) -> bool:
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK"})
