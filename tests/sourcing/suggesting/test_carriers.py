from __future__ import annotations

from tests.sourcing.suggesting.conversation import who_said


def names(text):
    return [speaker for speaker, _, _ in who_said(text)]


def test_according_to_stands_first_or_last():
    assert names("According to the ministry, two men died.") == ["ministry"]
    assert names("Two men died, according to the ministry.") == ["ministry"]
    assert names("Two men, according to the ministry, died.") == ["ministry"]


def test_inner_speaker_of_a_carrier_is_found_too():
    assert names("According to the Morning Herald, Professor John Burrow said the flag was new.") == [
        "Morning Herald",
        "John Burrow",
    ]


def test_agency_quoting_another_gives_both():
    text = "According to Yonhap, quoting the Central News Agency, the army is on alert."
    assert names(text) == ["Yonhap", "Central News Agency"]


def test_quoted_as_saying_belongs_to_the_one_quoted():
    assert names("Jon Thorsson was quoted as saying the bloc had “learned nothing”.") == ["Jon Thorsson"]
    assert set(names("Jon Thorsson was quoted by the Morning Tribune as saying the bloc had erred.")) == {
        "Jon Thorsson",
        "Morning Tribune",
    }
    assert set(names("The Tribune quoted Jon Thorsson as saying the bloc had erred.")) == {"Jon Thorsson", "Tribune"}


def test_in_the_words_of():
    assert who_said("It was, in the words of Judge Ellen Tran, “a disgrace to us all”.") == [
        ("Ellen Tran", "partial", "in the words of")
    ]


def test_addressee_is_no_source():
    assert names("Nora Vale told the Morning Herald that she was leaving.") == ["Nora Vale"]
