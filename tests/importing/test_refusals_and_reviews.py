"""What is no article is refused with advice; what is doubtful is held for review."""

import pytest

from articles.importing.readers import read_document

STORY = """Ferry strike enters third week
Monday, June 27, 2016
The ferry workers' union said on Monday that talks with the operator had broken down over pay and hours.
The operator said it was ready to meet the union again on Thursday in the town hall of Eastmere.
"""
OTHER = """Mayor promises review of port fees
Tuesday, June 28, 2016
The mayor of Westport promised on Tuesday that the port fees would be reviewed before the winter.
Traders on the quay said they had heard that promise from three mayors before him.
"""


def codes(document):
    return [warning.code for warning in document.warnings]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \n\t\n  ", "empty"),
        ("\u200b\n\ufeff\n \u200e".encode(), "empty"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-text"),
        (bytes(range(256)) * 20, "not-text"),
        (b"<!DOCTYPE html><html><body><p>Ferries stopped on Monday.</p></body></html>", "markup"),
        (b'{"headline": "Ferries stopped", "body": "They did."}', "data"),
        (b"404 Not Found\nThe page you requested could not be found.\nHome\n", "error-page"),
        (b"Page not found\nSorry, the page you were looking for no longer exists. Try our search.\nHome | News | Sport\n", "error-page"),
        (b"Log in\nPlease log in to continue reading this story on our site.\nForgot your password?\nCreate an account\n", "wall"),
        (b"Your privacy\nWe use cookies and similar methods to show you relevant advertising and to measure it.\n"
         b"Accept all\nManage preferences\n", "wall"),
        (b"Home\nNews\nSport\nContact us\nPrivacy policy\n", "no-article"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_rejected_with_its_reason(raw, code):
    document = read_document(raw)
    assert document.status == "rejected"
    assert document.articles == []
    assert codes(document) == [code]
    assert "." in document.warnings[0].message


def test_an_index_page_of_teasers_is_rejected():
    page = """Tag: Ferries
Ferry strike enters third week
The ferry workers' union said on Monday that talks had broken down...Read more
Mayor promises review
The mayor promised on Friday that the fees would be reviewed...Read more
« Previous 1 2 3 Next »
"""
    assert codes(read_document(page.encode())) == ["index-page"]


def test_headlines_and_links_alone_are_no_article():
    page = "\n".join(
        [
            "Eastmere Gazette",
            "Ferry strike enters third week",
            "Mayor promises review",
            "Fares to rise",
            "- 25 June 2016",
        ]
    )
    assert read_document(page.encode()).status == "rejected"


@pytest.mark.parametrize(
    "dump",
    [
        STORY + OTHER,
        STORY + "Posted by Ada at 7:03 AM\nNo comments:\nPost a Comment\n" + OTHER + "No comments:\nPost a Comment\n",
        "BBC NEWS\n" + STORY.split("\n", 2)[2] + "No comments:\nPost a Comment\nWIKINEWS\n" + OTHER.split("\n", 2)[2],
        "Monday, June 27, 2016\n\n"
        + STORY.replace("Monday, June 27, 2016\n", "")
        + "posted by ada @ 10:53 AM\n2 comments\n\n"
        "Sunday, June 26, 2016\n\n"
        + OTHER.replace("Tuesday, June 28, 2016\n", "")
        + "posted by ada @ 9:20 AM\n0 comments\n",
        STORY + "###\n" + OTHER,
        STORY.replace("Monday, June 27, 2016\n", "")
        + "EASTMERE GAZETTE\n"
        + OTHER.replace("Tuesday, June 28, 2016\n", ""),
    ],
)
def test_two_posts_are_held_and_never_merged(dump):
    document = read_document(dump.encode())
    assert document.status == "needs_review"
    assert "several-articles" in codes(document)
    assert [len(article.paragraphs) for article in document.articles] == [2, 2]


def test_one_story_with_crossheads_dates_and_comments_is_one():
    page = STORY + "Background\nThe last strike, on 5 May 2010, lasted for eleven days and cost the islands dearly.\n"
    page += "2 comments:\nAda said...\nThe mayor promised that the fees would be reviewed before the winter came.\n"
    page += "Paul said...\nHe has said that every year since I came to live in Westport.\nPost a Comment\n"
    document = read_document(page.encode())
    assert document.status == "imported"
    assert len(document.articles[0].comments) == 2


def test_lost_line_breaks_are_found_at_runs_of_spaces_and_held():
    lines = [line for line in STORY.split("\n") if line]
    document = read_document("  ".join(lines).encode())
    assert "lost-line-breaks" in codes(document)
    assert document.status == "needs_review"
    found = document.articles[0]
    assert found.headline == "Ferry strike enters third week"
    assert str(found.date) == "2016-06-27"
    assert len(found.paragraphs) == 2


def test_hard_wrapped_mail_is_joined_into_paragraphs():
    import textwrap

    paragraphs = STORY.strip().split("\n")[2:] + OTHER.strip().split("\n")[2:]
    body = "\n\n".join(textwrap.fill(one, 60) for one in paragraphs)
    document = read_document(f"Ferry strike enters third week\n\nBy Ada Finch\n\n{body}\n".encode())
    found = document.articles[0]
    assert [one.text for one in found.paragraphs] == paragraphs
    assert (found.headline, found.byline) == ("Ferry strike enters third week", "Ada Finch")


def test_a_wrapped_text_without_blank_lines_is_parted_where_lines_end_early():
    import textwrap

    paragraphs = [
        "The ferry workers' union said on Monday that talks with the operator had broken down over pay and hours and rosters.",
        "The operator said it was ready to meet the union again on Thursday in the town hall of Eastmere, whatever the weather.",
        "Traders on the quay said they had heard that promise from three mayors before him and would not believe a fourth one.",
    ]
    document = read_document("\n".join(textwrap.fill(one, 50) for one in paragraphs).encode())
    assert [one.text for one in document.articles[0].paragraphs] == paragraphs
