"""A text is edited: what people decided on stands where its words stand, or says that they are gone; never elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Statement
from articles.publishing import history, revisions
from articles.publishing.comparing import compare
from articles.sourcing.sweep import accept, refresh, reject, resweep, waive
from articles.sourcing.sweep.anchoring import LONG, Text, alike, digest_of, place
from articles.text.marking import Body
from articles.text.sanitise import paragraphs_to_html
from tests.world import make_article, make_source

pytestmark = pytest.mark.django_db

SAID = "“We sail tonight,” Ines Calder said."
OTHER = "Tom Brandt said the pier was closed for the winter."


def swept(*paragraphs, **fields):
    article = make_article(body=paragraphs_to_html(list(paragraphs) or [SAID, OTHER]), **fields)
    refresh(article)
    revisions.record(article, user=None)
    return article


def edited(article, *paragraphs):
    article.refresh_from_db()
    article.body = paragraphs_to_html(list(paragraphs))
    article.save()
    outcome = refresh(article)
    revisions.record(article, user=None)
    return outcome


def rows(article):
    return [
        (row.words, row.state, row.paragraph, row.stale) for row in article.statements.order_by("paragraph", "start")
    ]


def test_a_rerun_of_the_same_text_changes_nothing():
    article = swept()
    before = list(article.statements.values())
    assert not refresh(article)
    assert list(article.statements.values()) == before
    assert [row["words"] for row in before] == [SAID, OTHER]


def test_decisions_stay_and_are_not_suggested_again():
    article = swept(SAID, OTHER, "Ada Moss said that it rained.")
    first, second, third = article.statements.order_by("paragraph")
    accept(first, by=None, source=make_source())
    reject(second, by=None)
    waive(third, by=None, reason="Weather.")
    decided = list(article.statements.order_by("pk").values("state", "source", "decided_at", "waiver_reason"))
    edited(article, "Rain fell.", "Ada Moss said that it rained.", OTHER, "In the harbour: " + SAID)
    assert rows(article) == [
        ("Ada Moss said that it rained.", "waived", 1, False),
        (OTHER, "rejected", 2, False),
        (SAID, "accepted", 3, False),
    ]
    assert list(article.statements.order_by("pk").values("state", "source", "decided_at", "waiver_reason")) == decided


def test_edited_words_are_stale_until_they_are_back_and_keep_their_decision():
    article = swept()
    accept(article.statements.get(words=SAID), by=None, source=make_source())
    outcome = edited(article, SAID.replace("tonight", "at noon"), OTHER)
    assert [row.words for row in outcome.stale] == [SAID]
    assert article.statements.get(words=SAID).stale
    assert article.statements.filter(words__contains="at noon", state="suggested").exists()
    edited(article, OTHER, SAID)
    said = article.statements.get(words=SAID)
    assert (said.stale, said.paragraph, said.state) == (False, 1, "accepted")


def test_a_suggestion_goes_with_its_words_and_one_made_by_hand_stays():
    article = swept()
    Statement.objects.create(article=article, words="by hand", source=make_source(), state="accepted")
    assert edited(article, "Nothing was said.").dropped == 2
    assert [(row.words, row.stale) for row in article.statements.all()] == [("by hand", True)]


def test_the_same_words_of_somebody_else_are_not_taken_for_those_that_went():
    article = swept(
        "The master came. “Never again,” he said. Gulls cried.", "Ines Calder rose. “Never again,” she said."
    )
    said = Statement.objects.create(
        article=article, words="“Never again,”", paragraph=0, start=17, end=31, state="accepted", source=make_source(),
        anchor_digest=digest_of(Body(article.body).paragraphs[0]),
    )  # fmt: skip
    edited(article, "The master came and went.", "Ines Calder rose. “Never again,” she said.")
    said.refresh_from_db()
    assert said.stale


def test_other_languages_get_no_suggestions_and_keep_what_was_decided():
    article = swept("« Nous partons », dit Inès.", language="fr")
    assert not article.statements.exists()


def test_captions_and_words_pulled_out_are_not_suggested():
    article = make_article(body=f'<p>{SAID}</p><aside data-pullquote=""><p>{SAID}</p></aside><h2>{OTHER}</h2>')
    refresh(article)
    assert article.statements.count() == 1


def test_a_dry_run_writes_nothing_and_a_rerun_counts_logs_and_records():
    article = make_article(body=paragraphs_to_html([SAID]))
    assert len(resweep(article, by=None, write=False).added) == 1
    assert not article.statements.exists()
    version = article.version
    resweep(article, by=None)
    article.refresh_from_db()
    assert (article.version, article.revisions.count()) == (version + 1, 1)
    assert not resweep(article, by=None)


def test_every_column_of_a_statement_is_in_the_revision_compared_and_restored():
    article, carriers = swept(SAID), [make_source() for _number in range(3)]
    said = article.statements.get()
    said.conduit, said.second_conduit, said.third_conduit = carriers
    said.said_when, said.language, said.original_words, said.translator = "on Thursday", "fr", "Nous partons", "R. Osei"
    said.described_as, said.attribution_level = "a master", "background"
    said.save()
    full = revisions.record(article, user=None)
    kept = Statement.objects.values().get()
    said.delete()
    empty = revisions.record(article, user=None)
    (change,) = compare(empty, full).rows
    for words in ("on Thursday", "Nous partons", "R. Osei", "a master", "on background", carriers[2].name):
        assert words in change.added[0]
    history.restore(article, full, by=None, version=article.version)
    assert Statement.objects.values().get() | {"created": 0} == kept | {"created": 0}


def test_restoring_leaves_no_second_carrier_without_a_first():
    article, first, second = swept(SAID), make_source(), make_source()
    article.statements.update(conduit=first, second_conduit=second)
    full = revisions.record(article, user=None)
    article.statements.all().delete()
    first.delete()
    _made, left_out = history.restore(article, full, by=None, version=article.version)
    said = article.statements.get()
    assert (said.conduit, said.second_conduit) == (second, None)
    assert len(left_out) == 1


def test_restoring_destroys_no_evidence():
    article = make_article(body="<p>Nothing.</p>")
    empty = revisions.record(article, user=None)
    said = Statement.objects.create(article=article, words="It left.")
    said.evidence.create(kind="note", description="Minutes of the board")
    _made, left_out = history.restore(article, empty, by=None, version=article.version)
    assert "It left." in left_out[0]
    assert said.evidence.exists()


WORDS = st.sampled_from("the pier ferry closed never again he said Calder noon winter , . “ ”".split())
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


@settings(max_examples=300)
@given(st.lists(SENTENCES, min_size=1, max_size=5), st.data())
def test_random_edits_never_move_a_statement_to_other_words(paragraphs, data):
    """Each letter has a number of its own that edits carry along, so it is known which ones a statement was about."""
    number = data.draw(st.integers(0, len(paragraphs) - 1))
    text = paragraphs[number]
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end].strip()
    if not words:
        return
    start += len(text[start:end]) - len(text[start:end].lstrip())
    said = Statement(
        pk=1, words=words, paragraph=number, start=start, end=start + len(words), anchor_digest=digest_of(text)
    )
    lettered = [[(letter, (row, at)) for at, letter in enumerate(line)] for row, line in enumerate(paragraphs)]
    own = {(number, at) for at in range(start, start + len(words))}
    for _edit in range(data.draw(st.integers(0, 4))):
        lettered = edit(lettered, data)
    now = ["".join(letter for letter, _origin in line) for line in lettered]
    body = Body(paragraphs_to_html(now))
    found = place([said], body, lambda: paragraphs)[1]
    intact = [row for row, line in enumerate(lettered) if is_run([origin for _letter, origin in line], own)]
    if found is not None:
        assert body.words_at(found) == words
    if now == paragraphs:
        assert (found.paragraph, found.start) == (number, start)
    if intact and now.count(text) < 2 and found is not None:
        origins = {origin for _letter, origin in lettered[found.paragraph][found.start : found.end]}
        same = now[found.paragraph] == text  # a paragraph exactly like its own says the same of the same speaker
        assert origins == own or same or as_likely(said, paragraphs, now, found, intact, lettered), (
            "somebody else's words"
        )
    if intact and len(words) >= LONG and "\n".join(now).count(words) == "\n".join(paragraphs).count(words) == 1:
        assert found is not None, "words that stand there once, and did, are never lost"


def as_likely(said, before, now, found, intact, lettered):
    """Whether what stands around the place that was found is as much as it was as around the statement's own letters."""
    former, text = Text(before), Text(now)
    own = next(one for one in former.occurrences(said.words) if one.start == former.starts[said.paragraph] + said.start)
    weights = {one.start: alike(own, one) for one in text.occurrences(said.words)}
    first = [(said.paragraph, said.start) in [origin for _letter, origin in lettered[row]] for row in intact].index(
        True
    )
    row = intact[first]
    at = [origin for _letter, origin in lettered[row]].index((said.paragraph, said.start))
    return weights[text.starts[found.paragraph] + found.start] >= weights[text.starts[row] + at]


def is_run(origins, own):
    """Whether the letters of the statement stand in a row, as they stood."""
    return sorted(own) in [origins[at : at + len(own)] for at in range(len(origins))]


def edit(lines, data):
    """One edit of a writer: a paragraph moved, dropped, split or joined; letters typed or taken out."""
    if not lines:  # everything was deleted
        return lines
    lines = [list(line) for line in lines]
    kind = data.draw(st.sampled_from(["move", "insert", "delete", "split", "new"]))
    at = data.draw(st.integers(0, len(lines) - 1))
    if kind == "move":
        lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(at))
    elif kind == "new":
        lines.insert(at, [(letter, None) for letter in data.draw(SENTENCES)])
    elif kind == "split" and len(lines[at]) > 2:
        cut = data.draw(st.integers(1, len(lines[at]) - 1))
        lines[at : at + 1] = [lines[at][:cut], lines[at][cut:]]
    elif kind == "insert":
        where = data.draw(st.integers(0, len(lines[at])))
        lines[at][where:where] = [(letter, None) for letter in data.draw(SENTENCES)]
    elif lines[at]:
        first = data.draw(st.integers(0, len(lines[at]) - 1))
        del lines[at][first : data.draw(st.integers(first + 1, len(lines[at])))]
    return [folded(line) for line in lines if "".join(letter for letter, _origin in line).strip()]


def folded(line):
    """White space as plain text has it."""
    out = []
    for letter, origin in line:
        if letter == " " and (not out or out[-1][0] == " "):
            continue
        out.append((letter, origin))
    while out and out[-1][0] == " ":
        out.pop()
    return out
