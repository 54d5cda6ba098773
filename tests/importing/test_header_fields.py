"""Publisher, headline, byline, date and dateline: taken where given, None where not, never invented."""

from datetime import date

import pytest

from articles.importing.readers import read_document
from articles.importing.readers.plain_text import working_headline

BODY = """The ferry workers' union said on Monday that talks with the operator had broken down over pay and hours.
“We will not go back until the rosters are changed,” said Ines Calder, who has led the union since spring.
The operator said it was ready to meet the union again on Thursday in the town hall of Eastmere.
"""


def read(head, body=BODY, tail=""):
    document = read_document((head + body + tail).encode())
    assert len(document.articles) == 1, document
    return document.articles[0]


def fields(head, **kwargs):
    found = read(head, **kwargs)
    assert len([one for one in found.paragraphs if one.kind == "text"]) == 3, found.paragraphs
    headline = None if found.headline_is_working else found.headline
    return found.publisher, headline, found.byline, found.date


def test_a_page_without_head_gets_a_working_headline_of_its_first_words():
    found = read("")
    assert found.headline_is_working
    assert found.paragraphs[0].text.startswith(found.headline.rstrip("…"))
    assert len(found.headline) <= 100
    assert (found.publisher, found.date, found.byline) == (None, None, None)


@pytest.mark.parametrize(
    "link",
    [
        "[https://harbour.example/notices/2016/06/27]",
        "(www.harbour.example) –",
        "<https://harbour.example/a>",
        "[ http://harbour.example/b ] [http://harbour.example/c]:",
    ],
)
def test_a_working_headline_skips_links_in_brackets_before_the_text(link):
    assert working_headline(f"{link} {BODY}") == working_headline(BODY)


@pytest.mark.parametrize(
    "text",
    [
        "[Applause] The mayor thanked the crews who had cleared the pier by hand on Sunday night.",
        "(Reuters) The ferry came back, said www.harbour.example (the port's own page) on Monday.",
    ],
)
def test_other_brackets_stay_in_a_working_headline(text):
    assert text.startswith(working_headline(text).rstrip("…"))


def test_a_text_that_is_a_link_and_nothing_else_keeps_it():
    assert working_headline("[https://harbour.example/notices/2016/06/27]").startswith("[https://harbour")


def test_a_missing_headline_needs_review():
    assert read_document(BODY.encode()).status == "needs_review"


def test_a_complete_page_is_imported():
    assert read_document(("BBC NEWS\nFerry strike enters third week\n" + BODY).encode()).status == "imported"


@pytest.mark.parametrize(
    "line",
    ["BBC NEWS", "Reuters", "The Guardian", "EASTMERE GAZETTE", "LE MONDE", "Deutsche Nachrichten", "EL DIARIO DEL PUERTO",
     "Новая газета", "وكالة الأنباء", "Al Jazeera", "Harbour-News.com", "Voice of America", "NEW YORK POST", "حدثنيوز أخبار"],
)  # fmt: skip
def test_a_line_that_only_names_an_outlet_is_the_publisher(line):
    assert fields(line + "\n") == (line, None, None, None)
    assert fields(line + "\nFerry strike enters third week\n") == (line, "Ferry strike enters third week", None, None)


@pytest.mark.parametrize(
    "line",
    ["MAYOR QUITS", "SEN. CALDER BILL HELPS FERRY WORKERS", "News agency sues its rival", "Press freedom under attack",
     "STRIKE HITS EASTMERE FERRIES", "Times are hard on the islands", "MAYOR LEAVES POST", "Who runs the ferries?",
     "Ferry talks fail in Washington D.C.", "“We will fight on”, says union", "10 killed in ferry fire"],
)  # fmt: skip
def test_a_headline_is_not_taken_for_a_publisher(line):
    assert fields(line + "\n") == (None, line, None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Monday, June 27, 2016", date(2016, 6, 27)),
        ("27 June 2016", date(2016, 6, 27)),
        ("June 27th, 2016", date(2016, 6, 27)),
        ("Published: 27 June 2016 at 10:32", date(2016, 6, 27)),
        ("Monday, 27 June, 2016, 10:33 GMT 11:33 UK", date(2016, 6, 27)),
        ("(Filed: 05/06/2016)", date(2016, 6, 5)),
        ("27/06/2016", date(2016, 6, 27)),
        ("2016-06-27", date(2016, 6, 27)),
        ("27.06.2016", date(2016, 6, 27)),
        ("Montag, 27. Juni 2016", date(2016, 6, 27)),
        ("Publié le 27 juin 2016 à 10h12", date(2016, 6, 27)),
        ("lunes, 27 de junio de 2016", date(2016, 6, 27)),
        ("27 июня 2016 г.", date(2016, 6, 27)),
        ("الاثنين، 27 يونيو 2016", date(2016, 6, 27)),
        ("Posted on June 27, 2016", date(2016, 6, 27)),
        ("Last updated: June 27, 2016 5:03 p.m. ET", date(2016, 6, 27)),
    ],
)
def test_date_lines_of_many_forms(line, day):
    assert fields(f"Ferry strike enters third week\n{line}\n") == (None, "Ferry strike enters third week", None, day)
    assert fields(f"{line}\n\nFerry strike enters third week\n\n")[3] == day


@pytest.mark.parametrize("line", ["Today: July 24, 2008", "04/05/2010", "- 25 June 2016", "Printed 5 May 2010"])
def test_a_crawl_date_or_an_uncertain_date_is_no_date(line):
    assert read(f"Ferry strike enters third week\n{line}\n").date is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada Finch", "Ada Finch"),
        ("BY ADA FINCH", "ADA FINCH"),
        ("By Ada Finch, Staff Writer", "Ada Finch, Staff Writer"),
        ("By Ada Finch and Paul Odell", "Ada Finch and Paul Odell"),
        ("Von Ada Finch", "Ada Finch"),
        ("Par Ada Finch", "Ada Finch"),
        ("Por Ada Finch", "Ada Finch"),
        ("Автор: Ада Финч", "Ада Финч"),
        ("بقلم: ليلى حداد", "ليلى حداد"),
    ],
)
def test_bylines(line, name):
    assert fields(f"Ferry strike enters third week\n{line}\n")[2] == name


def test_byline_with_the_role_on_the_next_line():
    assert fields("By Ada Finch\nAssociated Press Writer\n")[2] == "Ada Finch, Associated Press Writer"


def test_posted_on_a_day_by_someone_gives_both():
    found = fields("Ferry strike enters third week\nPosted on June 27, 2016 by Ada Finch\n")
    assert found == (None, "Ferry strike enters third week", "Ada Finch", date(2016, 6, 27))


def test_a_sentence_that_begins_with_by_is_no_byline():
    body = "By Monday the ferries had stopped, and by Tuesday the shops of Eastmere were empty.\n" + BODY
    found = read("Ferry strike enters third week\n", body)
    assert found.byline is None
    assert found.paragraphs[0].text.startswith("By Monday")


def test_source_line_names_the_publisher():
    assert fields("Ferry strike enters third week\n", tail="Source: BBC News\n")[0] == "BBC News"
    assert fields("Ferry strike enters third week\n", tail="Источник: Интерфакс\n")[0] == "Интерфакс"


def test_source_link_is_no_publisher():
    assert fields("Ferry strike enters third week\n", tail="Source: http://example.org/ferry\n")[0] is None


def test_the_dateline_is_read_and_stays_in_the_text():
    body = (
        "EASTMERE, June 27 (Reuters) — The ferry workers' union said talks with the operator had broken down.\n" + BODY
    )
    found = read("Ferry strike enters third week\n", body)
    assert found.dateline == "EASTMERE, June 27 (Reuters)"
    assert found.paragraphs[0].text.startswith("EASTMERE, June 27 (Reuters)")
    assert found.date is None


def test_the_date_of_the_mailed_post_is_not_the_story_s():
    found = read("", tail="-- Posted by Hidden Cove to Hidden Cove at 8/30/2005 09:36:00 PM\n")
    assert found.date is None


def test_navigation_above_the_headline_is_skipped():
    head = """Skip to content
Home | News | Sport | Weather
Home > News > Islands
World
Politics
Ferry strike enters third week
27 June 2016
Share
Facebook Twitter Email
"""
    assert fields(head) == (None, "Ferry strike enters third week", None, date(2016, 6, 27))


def test_page_title_repeated_as_headline():
    head = "Ferry strike enters third week | Eastmere Gazette\nMenu\nFerry strike enters third week\n"
    assert fields(head)[1] == "Ferry strike enters third week"


def test_mail_headers_give_headline_and_date():
    head = "From: Ada Finch <ada@example.org>\nTo: news@example.org\nSubject: Ferry strike enters third week\nDate: Mon, 27 Jun 2016 10:12:00 +0200\n\n"
    assert fields(head)[1:] == ("Ferry strike enters third week", None, date(2016, 6, 27))
