"""Judging is quick whatever is sent, and finds what the plain rules find: the quick forms beside the plain ones."""

import csv
import re
import time
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.comments.judging import features, folding
from articles.comments.judging.disguises import SHORT, Readings, readings_of
from articles.comments.judging.features import KINDS, features_of
from articles.comments.judging.wordlist import matches
from tests.comments.attacks import FOLDER

# As the kinds read before they were made to take one way through the text. The quick ones must replace the same.
PLAIN_KINDS = (
    (re.compile(r"(?:https?:/{0,2} ?|www\.)\S+"), " zurl "),
    (re.compile(r"[^\s@]+@[^\s@]+\.\w+"), " zmail "),
    (
        re.compile(
            r"\b[\w-]{2,}(?:\.[\w-]{2,})* ?\. ?(?:com|net|org|info|biz|io|co|me|ly|ru|cn|tv|us|uk|de|be|gl|xyz|top|site|online|shop|store|club|live|link|click|win|tk)\b(?:/\S*)?"
        ),
        " zsite ",
    ),
    (re.compile(r"\S*watch\?v=\S+"), " zwatch "),
    (re.compile(r"\b\d{1,2}:\d\d\b"), " ztime "),
    (re.compile(r"[$€£] ?\d[\d,.]*|\d[\d,.]* ?[$€£]"), " zmoney "),
    (re.compile(r"\+?\d[\d .-]{6,20}\d"), " zphone "),
    (re.compile(r"\d+"), " znum "),
)
PIECES_OF_ADDRESSES = [
    "a",
    "bc",
    "-",
    ".",
    "@",
    " ",
    "com",
    "ru",
    "/",
    "_",
    "é",
    "1",
    ",",
    "$",
    "£",
    ":",
    "\n",
    "watch?v=",
    "www.",
]
made_of_pieces = st.lists(st.sampled_from(PIECES_OF_ADDRESSES), max_size=24).map("".join)
LISTED = [
    "casino",
    "free gift",
    "сор",
    "казино",
    "賭博",
    "viagra",
    "sex",
    "aids",
    "subscribe",
    "my channel",
    "cash",
    "кот",
]
DISGUISED = [
    *"caisnovгоrkазинt@4013*._- \n賭博",
    "casino",
    "vv",
    "free",
    " gift",
    "s e x",
    "v i a g r a",
    "sh**",
    "aaa",
]


def kinds_by(kinds, text):
    for pattern, kind in kinds:
        text = pattern.sub(kind, text)
    return text


def kinds_of(text):
    for pattern, kind, needed in KINDS:
        if needed.search(text):
            text = pattern.sub(lambda found, kind=kind: found[1] or kind if found.re.groups else kind, text)
    return text


def plainly_held(readings: Readings, text: str, folded: str) -> bool:
    """Each listed word looked for by itself, in each run by itself, as a reader of the rules would do it."""
    runs = readings.spelt.split("\n") if readings.spelt else []
    if " " in folded:
        return any(f" {folded} " in line for line in readings.lines)
    if folded in readings.words or any(folded in {run, run[1:], run[:-1]} for run in runs):
        return True
    if len(folded) > SHORT and any(folded in run for run in runs):
        return True
    if readings.stars and readings.stars.fullmatch(folded):
        return True
    return any("\u3040" <= letter <= "\u9fff" for letter in folded[0]) and folded in "".join(folding.words_of(text))


@given(made_of_pieces)
@settings(max_examples=400)
@example("a@b.com/xyz@c.org")
@example("example.com-foo.net")
@example("a.bb.com -abc.com ab. com")
@example("5$6 $7 1,2,3 €")
def test_addresses_numbers_and_sums_are_found_as_the_plain_patterns_find_them(text):
    assert kinds_of(text) == kinds_by(PLAIN_KINDS, text)


@given(st.lists(st.sampled_from(DISGUISED), max_size=20).map("".join))
@settings(max_examples=300)
@example("a c a s i n o near c*s*no")
def test_the_word_list_finds_what_looking_for_each_word_finds(text):
    readings = readings_of(text)
    rows = [(word, " ".join(folding.words_of(word)), "hold") for word in LISTED]
    expected = [word for word, folded, _verdict in rows if plainly_held(readings, text, folded)]
    assert [hit.word for hit in matches(text, rows)] == expected


@given(st.text(max_size=60))
@settings(max_examples=300)
def test_folding_takes_out_each_hidden_mark(text):
    def plainly(text):
        decomposed = folding.unicodedata.normalize("NFKD", folding.INVISIBLE.sub("", text).casefold())
        bare = "".join(each for each in decomposed if folding.unicodedata.category(each) not in folding.HIDDEN)
        return folding.unicodedata.normalize("NFC", bare.casefold()).translate(folding.LATIN)

    assert folding.fold(text) == (text.lower() if text.isascii() else plainly(text))
    assert folding.marks_of(text) == (folding.digest_of(text), folding.opening_of(text))


def test_every_comment_of_the_spam_collection_looks_the_same_to_the_filter(monkeypatch):
    file = FOLDER / "spam" / "youtube-spam-collection.csv"
    if not file.exists():
        pytest.skip("the spam collection is not beside the checkout (../shared/corpora/badinput/spam)")
    with file.open(encoding="utf-8", newline="") as rows:
        texts = [row["text"] for row in csv.DictReader(rows)]
    assert len(texts) > 1_900
    quick = [features_of(text) for text in texts]
    plain = tuple((pattern, kind, re.compile("")) for pattern, kind in PLAIN_KINDS)
    monkeypatch.setattr(features, "KINDS", plain)
    assert quick == [features_of(text) for text in texts]


LONG_RUNS = {
    "hyphens": "abc-" * 1250,
    "full stops": "abc." * 1250,
    "one word": "a" * 5000,
    "digits": "1" * 5000,
    "sums": "1,2." * 1250,
    "at signs": "a@" * 2500,
    "pictures": "".join(chr(0x1F300 + number % 600) for number in range(5000)),
    "no blanks": "".join(chr(0x4E00 + number % 20_000) for number in range(5000)),
    "letters one by one": "a b c d e f 0 1 xyzt " * 240,
    "stars": "ab*cd " * 830,
    "disguises": "vv013457vv " * 450,
    "marks on letters": "z\u0335\u0321\u0337" * 1250,
}
# What made the plain patterns begin anew at every letter: 20 to 180 ms each.
ENDS = ["", " x.com", "@x.ru", " watch?v=1", " 5 €"]


@pytest.mark.parametrize(("run", "end"), list(product(LONG_RUNS, ENDS)))
def test_no_text_of_full_length_takes_long_to_look_at(run, end):
    """Twice as long a text takes some twice the time: on any machine, what is quadratic takes four times."""
    text = LONG_RUNS[run]
    half, whole = (quickest(text[: size - len(end)] + end) for size in (1_500, 3_000))
    assert whole < 3 * half + 0.002, f"{half * 1000:.1f} ms for 1,500 characters, {whole * 1000:.1f} for 3,000"


def quickest(text: str) -> float:
    """Seconds of the processor for one look, the least of some."""
    times = []
    for _time in range(5):
        began = time.process_time()
        features_of(text)
        times.append(time.process_time() - began)
    return min(times)
