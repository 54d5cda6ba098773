"""Page furniture between and after the paragraphs becomes a named leftover; what looks like it stays text."""

import pytest

from articles.importing.readers import read_document

FIRST = "The ferry workers' union said on Monday that talks with the operator had broken down over pay and hours."
SECOND = "“We will not go back until the rosters are changed,” said Ines Calder, who has led the union since spring."
THIRD = "The operator said it was ready to meet the union again on Thursday in the town hall of Eastmere."


def texts(document):
    return [(one.kind, one.text) for one in document.articles[0].paragraphs]


def read(*lines):
    return read_document("\n".join(("Ferry strike enters third week", *lines)).encode())


@pytest.mark.parametrize(
    "line",
    ["[an error occurred while processing this directive]", "Watch the blockade", "Read more about the ferries", "Advertisement",
     "Facebook Twitter Email Print", "Share this:", "Image: Jon Rask.", "Ferries at anchor in the harbour (AP Photo/Jon Rask)",
     "Photo: Jon Rask", "Map of the northern islands", "The old pier of Eastmere.", "Ferries lie idle in the harbour of Eastmere after the talks",
     "http://example.org/ferry", "Story continues below advertisement", "Related: Mayor promises review", "Return to the top",
     "« Previous 1 2 3 Next »", "Ferry union leader Ines Calder at the pier", "READ MORE: Mayor promises review", "12 shares", "* * *",
     "Foto: Jon Rask", "Lire aussi : Le maire promet une révision", "We use cookies to improve your experience on this site.",
     "Getty Images", "Tweet", "Home > News > Islands", "Subscribe to our newsletter"],
)  # fmt: skip
def test_furniture_between_paragraphs_is_left_over(line):
    document = read(FIRST, line, SECOND, THIRD)
    assert texts(document) == [("text", FIRST), ("text", SECOND), ("text", THIRD)]
    assert line in [leftover.text for leftover in document.leftovers]


@pytest.mark.parametrize(
    "line",
    ["Share prices of the operator fell by a tenth on Monday.", "Read the letter twice, the mayor told the council.",
     "“Enough.”", "He agreed.", "Photographs show three ferries at anchor.", "Image is everything, the captain said.",
     "Home owners on the islands have stocked up on food.", "Contact between the two sides was lost on Friday.",
     "The bear ran off.", "Print workers joined the strike.", "Copyright law does not apply, the court said.",
     "“It's a very, very desperate situation,” the mayor said.", "Watch out for delays, the operator warned travellers.",
     "Follow-up talks were planned for Friday.", "Sources close to the talks said the operator would yield.",
     "Voters go to the polls on Sunday.", "Comments were not allowed at the meeting, the clerk said.", "Tags on the sacks read 2015, police said."],
)  # fmt: skip
def test_sentences_that_look_like_furniture_stay(line):
    assert texts(read(FIRST, SECOND, line, THIRD)) == [("text", one) for one in (FIRST, SECOND, line, THIRD)]


@pytest.mark.parametrize("line", ["Rosters", "'No way back'", "The rosters", "WHAT THE UNION WANTS"])
def test_a_short_line_between_paragraphs_is_a_crosshead(line):
    assert texts(read(FIRST, line, SECOND, THIRD))[1] == ("crosshead", line)


@pytest.mark.parametrize(
    "tail",
    [
        [
            "Sources",
            "“Ferry talks fail” — Eastmere Gazette, June 27, 2016",
            "Jon Rask. “Union digs in” — Harbour Post, June 26, 2016",
        ],
        ["Related news", "Mayor promises review", "Ferry fares to rise"],
        ["Categories: June 27, 2016 Transport Islands Published"],
        ["Labels: ferry, strike"],
        ["Posted by Ada Finch at 7:03 AM"],
        ["posted by ada @ 10:53 AM"],
        ["© 2016 Eastmere Gazette. All rights reserved."],
        ["The Island Diaries"],
        ["-- ", "Sent from my telephone"],
        ["Newer Post", "Older Post", "Home", "Subscribe to: Post Comments (Atom)"],
        ["(Reporting by Ada Finch; Editing by Jon Rask)"],
        ["###"],
        ["The views expressed here are those of the author alone."],
        ["Most Read", "Mayor promises review", "Ferry fares to rise", "Cookie settings", "Contact us"],
    ],
)
def test_the_foot_of_the_page_is_left_over(tail):
    document = read(FIRST, SECOND, THIRD, *tail)
    assert texts(document) == [("text", FIRST), ("text", SECOND), ("text", THIRD)]
    assert len(document.articles[0].comments) == 0


def test_press_release_with_contact_block():
    page = f"""FOR IMMEDIATE RELEASE
June 27, 2016
Contact: Ada Finch
Phone: (202) 555-0142
Email: press@example.org

OPERATOR OFFERS NEW ROSTERS TO FERRY WORKERS

EASTMERE, June 27, 2016 -- {FIRST}

{SECOND}

{THIRD}

About the Harbour Line
-30-
Media Contact: Ada Finch, 202/555-0142, press@example.org
"""
    found = read_document(page.encode()).articles[0]
    assert found.headline == "OPERATOR OFFERS NEW ROSTERS TO FERRY WORKERS"
    assert str(found.date) == "2016-06-27"
    assert [one.text[-20:] for one in found.paragraphs] == [one[-20:] for one in (FIRST, SECOND, THIRD)]
    assert found.publisher is None


def test_list_items_keep_their_kind_and_lose_their_bullet():
    document = read(FIRST, "The union asks for:", "* shorter shifts on Sundays", "* two crews a ferry", SECOND)
    assert texts(document)[2:4] == [("list item", "shorter shifts on Sundays"), ("list item", "two crews a ferry")]


def test_pull_quotes_keep_their_kind():
    document = read(FIRST, "“We will not go back until the rosters are changed” - Ines Calder", SECOND, THIRD)
    assert texts(document)[1][0] == "pull quote"


def test_caption_in_lower_case_before_the_body():
    document = read("ferries at the old pier in 2008.", FIRST, SECOND)
    assert texts(document) == [("text", FIRST), ("text", SECOND)]


def test_paragraph_without_full_stop_stays_when_it_is_long():
    long = "Travellers who had booked a crossing for the coming week were told by the operator to come to the pier early and to bring food and water"
    assert texts(read(FIRST, long, SECOND))[1] == ("text", long)


def test_arabic_page_without_full_stops():
    page = """الجزيرة
قالت نقابة عمال العبارات يوم الاثنين إن المحادثات مع الشركة المشغلة انهارت بسبب الخلاف على الأجور وساعات العمل
وقالت رئيسة النقابة إن العمال لن يعودوا إلى العمل قبل تغيير جداول المناوبات في جميع الموانئ الشمالية
وأعلنت الشركة أنها مستعدة للقاء النقابة مرة أخرى يوم الخميس
ليست هناك تعليقات:
إرسال تعليق
"""
    found = read_document(page.encode()).articles[0]
    assert found.publisher == "الجزيرة"
    assert len(found.paragraphs) == 3
    assert (found.language, found.direction) == ("ar", "rtl")


def test_three_captions_of_a_copied_page():
    document = read(
        "The harbour of Eastmere in 2008.",
        FIRST,
        "A ferry similar to the one involved.",
        SECOND,
        "Union leader Ines Calder in 2014.",
        THIRD,
    )
    assert texts(document) == [("text", FIRST), ("text", SECOND), ("text", THIRD)]


def test_lines_of_dialogue_are_no_list():
    document = read(FIRST, "— Why did you leave?", "— Because the sea is there, he said.", SECOND)
    assert [kind for kind, _ in texts(document)] == ["text"] * 4
