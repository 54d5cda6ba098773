"""The word list: whole words, whatever their disguise, by language, with stories under which a word is allowed."""

import pytest
from django.urls import reverse

from articles.comments.judging.folding import digest_of, fold, opening_of, words_of
from articles.comments.judging.wordlist import hits_in, matches
from articles.comments.posting import PostingRefused, Submission, post
from articles.models import AuditEntry, ListedWord
from tests import world


def found(text, *listed):
    rows = [(word, " ".join(words_of(word)), "hold") for word in listed]
    return [hit.word for hit in matches(text, rows)]


@pytest.mark.parametrize(
    "text",
    [
        "Visit my CASINO!",
        "a casinö near you",
        "a c\u0430sin\u043e near you",  # Cyrillic а and о
        "a c4s1n0 near you",
        "a cas\u200bino near you",
        "a c a s i n o near you",
        "a c.a.s.i.n.o near you",
        "a caaaasino near you",
        "a ｃａｓｉｎｏ near you",
        "a 𝐜𝐚𝐬𝐢𝐧𝐨 near you",
    ],
)
def test_a_word_is_found_in_its_disguises(text):
    assert found(text, "casino") == ["casino"]


@pytest.mark.parametrize("text", ["The casinos of the coast", "Scunthorpe and Essex", "the class assembled", ""])
def test_a_word_within_a_word_is_another_word(text):
    assert found(text, "casino", "cunt", "sex", "ass") == []


def test_a_phrase_stands_in_one_piece():
    assert found("Take a Casino  bonus, now", "casino bonus") == ["casino bonus"]
    assert found("A bonus of the casino", "casino bonus") == []


def test_a_word_of_another_script_is_no_look_alike():
    assert found("сор на улице", "cop") == []
    assert found("сор на улице", "сор") == ["сор"]


def test_scripts_without_blanks_are_searched_through():
    assert found("ここは賭博場です", "賭博") == ["賭博"]


@pytest.mark.parametrize("text", ["Straße ÉCOLE ﬁn İzmir", "ς\u0345\u0301 ΌΣΟΣ", "c\u0430sino \u200b", "ǅ ŉ ẞ"])
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_texts_are_equal_by_their_letters_and_short_ones_have_no_copy():
    said = "The harbour master said that the ferry left at noon."
    assert digest_of(said) == digest_of("THE harbour-master said, that the ferry   left at noon") != ""
    assert digest_of("Well said!") == ""
    assert opening_of(f"{said} {said} x7Kq") == opening_of(f"{said} {said} Lw09p") != ""
    assert opening_of(said) == "", "too short to have an end of its own"
    assert digest_of(f"> {said}\nI was there and saw it myself, it was one.") != digest_of(
        f"> {said}\nNonsense, nobody ever saw that ferry at all."
    )


@pytest.mark.django_db
def test_a_word_counts_in_its_language_and_not_under_the_stories_that_allow_it():
    edition, other = world.make_live(comment_policy="open"), world.make_live(comment_policy="open")
    word = ListedWord.objects.create(word="Gift", language="de")
    word.allowed_in.add(other.article)

    def hits(language, article):
        return [hit.word for hit in hits_in("ein Gift", language=language, article_id=article.pk)]

    assert hits("de", edition.article) == ["Gift"]
    assert hits("", edition.article) == ["Gift"]
    assert hits("en", edition.article) == []
    assert hits("de", other.article) == []


@pytest.mark.django_db
def test_a_comment_with_a_listed_word_waits_or_is_not_taken_and_the_moderator_sees_which():
    edition = world.make_live(comment_policy="open")
    ListedWord.objects.create(word="casino")
    ListedWord.objects.create(word="vermin", verdict="refuse")
    comment = post(edition.article, edition, Submission(name="Ada", email="a@example.org", text="My c4sino is open"))[0]
    assert comment.status == "waiting"
    assert comment.reasons_in_words == ["holds words of the list (casino)"]
    with pytest.raises(PostingRefused, match="vermin"):
        post(edition.article, edition, Submission(name="Ada", email="a@example.org", text="They are VERMIN."))


@pytest.mark.django_db
def test_a_name_is_read_as_well():
    edition = world.make_live(comment_policy="open")
    ListedWord.objects.create(word="casino")
    submission = Submission(name="Casino Royal", email="a@example.org", text="Hello")
    assert post(edition.article, edition, submission)[0].status == "waiting"


@pytest.mark.django_db
def test_moderators_keep_the_list_and_twins_are_named(client):
    client.force_login(world.make_user("mona", "Moderator"))
    url = reverse("admin:articles_listedword_add")
    client.post(url, {"word": "Casino Bonus", "verdict": "hold"})
    assert ListedWord.objects.get().folded == "casino bonus"
    assert AuditEntry.objects.get(object_type="listedword").verb == "add"
    assert "finds the same comments" in client.post(url, {"word": "c4sino  BONUS", "verdict": "hold"}).text
    assert "with letters or digits" in client.post(url, {"word": "!?", "verdict": "hold"}).text
    assert ListedWord.objects.count() == 1
