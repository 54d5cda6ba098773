"""Which language a text is in, and which way it runs; by script and by small lists of everyday words.

Pure and quick: reads at most 20,000 characters. Unknown stays unknown: "" rather than a guess.
"""

import re
import unicodedata
from collections import Counter

RIGHT_TO_LEFT = frozenset({"ar", "he", "fa"})

# Everyday words that few other languages of the list share; a word may stand in several lists.
COMMON_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the and of to in is was that for on with as by from has have are said it at be an his he were which who "
        "will not they but this had".split()
    ),
    "fr": frozenset(
        "le la les des et du un une est dans que pour qui sur par au avec pas plus ce cette son il elle sont aux "
        "été nous vous mais ont ces".split()
    ),
    "de": frozenset(
        "der die das und den von zu mit im ist für auf ein eine nicht dem des sich auch werden wird sind nach bei "
        "wie aus hat dass er sie es wurde".split()
    ),
    "es": frozenset(
        "el la los las de y en que un una por con para del se es al lo como más su fue este ha son pero no sus "
        "sobre entre también".split()
    ),
    "it": frozenset(
        "il di che la e per un una in del della è con non sono dei le si da alla nel ha gli più anche come al lo "
        "delle questo ma".split()
    ),
    "pt": frozenset(
        "o a os as de e do da em que um uma para com não por dos das no na se mais foi ao é como pelo pela são "
        "também ele".split()
    ),
    "nl": frozenset(
        "de het een van en in is dat op te voor met zijn niet aan er om ook door bij naar heeft maar werd worden "
        "dit deze uit over".split()
    ),
    "ru": frozenset(
        "и в не на что с по как это он из за от так к о для до его она был они мы но было сказал также все у".split()
    ),
    "uk": frozenset(
        "і в не на що з за як це він до від та для про його вона був вони ми але було сказав також усі є у й".split()
    ),
    "ar": frozenset("في من على إلى أن عن مع التي الذي هذا هذه كان كانت ما لا بعد قال قد بين أو ذلك كما".split()),
    "fa": frozenset("در از به که این را با است برای آن یک می شد هم خود تا بر نیز بود کرد شده و های".split()),
    "he": frozenset("של את על לא הוא כי עם זה היא גם אל או אם כל יותר אמר בין אבל היה אני".split()),
}
LATIN = ("en", "fr", "de", "es", "it", "pt", "nl")
UKRAINIAN_ONLY = frozenset("іїєґ")
RUSSIAN_ONLY = frozenset("ыэъё")
PERSIAN_ONLY = frozenset("پچژگکی")
SAMPLE = 20_000
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The ISO 639-1 code of a text's main language, or "" when the evidence is thin.

    Needs two different everyday words for languages in Latin script; a headline of three words stays "".
    """
    sample = text[:SAMPLE].lower()
    script = _main_script(sample)
    if script == "HEBREW":
        return "he"
    if script == "CYRILLIC":
        return _cyrillic(sample)
    if script == "ARABIC":
        return _arabic(sample)
    if script == "LATIN":
        return _latin(sample)
    return ""


def direction_of(text: str, language: str = "") -> str:
    """The direction, "rtl" or "ltr": by the language when known, else by which way more of its letters run."""
    if language:
        return "rtl" if language in RIGHT_TO_LEFT else "ltr"
    runs = Counter(unicodedata.bidirectional(character) for character in text[:SAMPLE])
    return "rtl" if runs["R"] + runs["AL"] > runs["L"] else "ltr"


def score_words(text: str, language: str) -> int:
    """How many words of `text` are everyday words of `language`."""
    common = COMMON_WORDS[language]
    return sum(word in common for word in WORD.findall(text[:SAMPLE].lower()))


def _main_script(text: str) -> str:
    counts: Counter[str] = Counter()
    for character, times in Counter(text).items():
        if character.isalpha():
            counts[unicodedata.name(character, "?").split()[0]] += times
    return counts.most_common(1)[0][0] if counts else ""


def _latin(text: str) -> str:
    counts = Counter(WORD.findall(text))
    scores = {code: sum(counts[word] for word in COMMON_WORDS[code]) for code in LATIN}
    variety = {code: sum(word in counts for word in COMMON_WORDS[code]) for code in LATIN}
    best, second = sorted(LATIN, key=lambda code: (scores[code], variety[code]), reverse=True)[:2]
    total = sum(counts.values())
    if variety[best] < 2 or scores[best] <= scores[second] or scores[best] < total * 0.08:
        return ""
    return best


def _cyrillic(text: str) -> str:
    letters = Counter(text)
    ukrainian = sum(letters[letter] for letter in UKRAINIAN_ONLY)
    russian = sum(letters[letter] for letter in RUSSIAN_ONLY)
    if ukrainian == russian:
        ukrainian, russian = score_words(text, "uk"), score_words(text, "ru")
    if ukrainian == russian:
        return ""
    return "uk" if ukrainian > russian else "ru"


def _arabic(text: str) -> str:
    letters = Counter(text)
    persian = sum(letters[letter] for letter in PERSIAN_ONLY)
    arabic = letters["ة"] + letters["ي"] + letters["ك"] + letters["أ"] + letters["إ"]
    if persian == arabic == 0:
        return ""
    return "fa" if persian > arabic else "ar"
