"""Comment sections of Blogger, WordPress and TypePad dumps, in several languages, and what only looks like one."""

from datetime import datetime

import pytest

from articles.importing.readers import read_document

STORY = """EASTMERE GAZETTE
Ferry strike enters third week
The ferry workers' union said on Monday that talks with the operator had broken down over pay and hours.
“We will not go back until the rosters are changed,” said Ines Calder, who has led the union since spring.
The operator said it was ready to meet the union again on Thursday in the town hall of Eastmere.
"""


def article(tail, story=STORY):
    document = read_document((story + tail).encode())
    assert len(document.articles) == 1, document
    return document.articles[0]


def authors_and_texts(tail, story=STORY):
    return [(comment.author, comment.text) for comment in article(tail, story).comments]


def test_old_blogger_names_the_author_first_and_the_date_after_the_text():
    tail = """2 comments:
Anonymous Anonymous said...
They should have settled in May.
10:53 AM, June 27, 2016
Blogger Odd Lund said...
Nobody asked the islanders.
Not once.
28 June 2016 at 08:05
Post a Comment
<< Home
"""
    comments = article(tail).comments
    assert [(one.author, one.text) for one in comments] == [
        ("Anonymous", "They should have settled in May."),
        ("Odd Lund", "Nobody asked the islanders.\n\nNot once."),
    ]
    assert comments[0].date == datetime(2016, 6, 27, 10, 53)
    assert comments[1].date == datetime(2016, 6, 28, 8, 5)


def test_oldest_blogger_puts_the_time_before_the_name():
    tail = """2 Comments:
At 3:57 PM, Anonymous said...
Boats are boats.
At 9:12 AM, June 28, 2016, Ada Finch said...
Not to us they are not.
Post a Comment
"""
    assert authors_and_texts(tail) == [("Anonymous", "Boats are boats."), ("Ada Finch", "Not to us they are not.")]


def test_threaded_blogger_keeps_who_answered_whom():
    tail = """4 comments:
Ines Odell27 June 2016 at 10:12
Let them have the rosters.
ReplyDelete
Replies
Tom128 June 2016 at 12:40
And who pays?
Delete
Mara Lind28 June 2016 at 13:00
We do, as always.
Delete
Reply
Kit29 June 2016 at 07:30
Take the bus.
ReplyDelete
Add comment
Load more...
"""
    comments = article(tail).comments
    assert [one.reply_to for one in comments] == [None, 0, 0, None]
    assert [one.author for one in comments][0::2] == ["Ines Odell", "Mara Lind"]
    assert comments[3].text == "Take the bus."


def test_threaded_blogger_in_american_dates_and_on_two_lines():
    tail = """2 comments:
Ines OdellJune 27, 2016 at 10:12 AM
Let them have the rosters.
ReplyDelete
Paul Rand
June 28, 2016 at 9:00 PM
No.
Reply
"""
    assert authors_and_texts(tail) == [("Ines Odell", "Let them have the rosters."), ("Paul Rand", "No.")]


def test_wordpress_says_and_date_under_the_name():
    tail = """2 Responses to “Ferry strike enters third week”
Margit says:
June 27, 2016 at 3:04 pm
My mother says: patience.
Reply
Ola K. says:
June 27, 2016 at 5:30 pm
Patience has run out.
Reply
Leave a Reply
Your email address will not be published. Required fields are marked *
Name *
Email *
Website
"""
    comments = article(tail).comments
    assert [(one.author, one.text) for one in comments] == [
        ("Margit", "My mother says: patience."),
        ("Ola K.", "Patience has run out."),
    ]
    assert comments[1].date == datetime(2016, 6, 27, 17, 30)


def test_wordpress_says_with_the_date_in_the_line():
    tail = """3 thoughts on “Ferry strike enters third week”
Margit on June 27, 2016 at 3:04 pm said:
Fair enough.
Reply ↓
Ola on June 28, 2016 at 8:04 am said:
Is it?
Reply ↓
Margit on June 28, 2016 at 9:04 am said:
It is.
Reply ↓
"""
    assert authors_and_texts(tail) == [("Margit", "Fair enough."), ("Ola", "Is it?"), ("Margit", "It is.")]


def test_wordpress_name_and_date_on_one_line():
    tail = """Comments (2)
Margit June 27, 2016 at 3:04 pm #
Fair enough.
Reply
Ola June 28, 2016 at 8:04 am #
Is it?
Reply
"""
    assert authors_and_texts(tail) == [("Margit", "Fair enough."), ("Ola", "Is it?")]


def test_typepad_names_the_author_after_the_text():
    tail = """Posted at 06:12 PM in Islands | Permalink | Comments (2)
Comments
Nobody asked the islanders.
They never do.
Posted by: Margaret | June 27, 2016 at 08:31 AM
Let the court decide.
Posted by: j. k. | June 27, 2016 at 11:05 PM
The comments to this entry are closed.
"""
    comments = article(tail).comments
    assert [(one.author, one.text) for one in comments] == [
        ("Margaret", "Nobody asked the islanders.\n\nThey never do."),
        ("j. k.", "Let the court decide."),
    ]


def test_movable_type_names_the_author_after_the_text_too():
    tail = """2 Comments
Nobody asked the islanders.
Posted by Margaret on June 27, 2016 8:31 AM
Let the court decide.
Posted by Paul Rand at June 27, 2016 11:05 PM
"""
    assert authors_and_texts(tail) == [
        ("Margaret", "Nobody asked the islanders."),
        ("Paul Rand", "Let the court decide."),
    ]


@pytest.mark.parametrize(
    "tail",
    [
        "No comments:\nPost a Comment\n",
        "0 Comments:\n\nPost a Comment\n\n<< Home\n",
        "No comments yet\nBe the first to comment\n",
        "Aucun commentaire:\nEnregistrer un commentaire\n",
        "Keine Kommentare:\nKommentar veröffentlichen\n",
        "No hay comentarios:\nPublicar un comentario\n",
        "Nenhum comentário:\nPostar um comentário\n",
        "Nessun commento:\nPosta un commento\n",
        "Geen opmerkingen:\nEen reactie posten\n",
        "Комментариев нет:\nОтправить комментарий\n",
        "Немає коментарів:\nДописати коментар\n",
        "ليست هناك تعليقات:\nإرسال تعليق\n",
        "אין תגובות:\nהוסף רשומת תגובה\n",
        "Posted by Ada Finch at 7:03 AM\nNo comments:\nPost a Comment\nNewer Post\nOlder Post\nHome\n"
        "Subscribe to: Post Comments (Atom)\n",
        "Posted by Ada Finch at 7:03 AM No comments:\nEmail ThisBlogThis!Share to TwitterShare to Facebook\n"
        "Labels: ferry, strike\n",
        "Leave a comment\n",
    ],
)
def test_an_empty_comment_section_gives_no_comment(tail):
    document = article(tail)
    assert document.comments == []
    assert len(document.paragraphs) == 3
    assert document.paragraphs[-1].text.endswith("town hall of Eastmere.")


def test_spanish_and_russian_blogger():
    spanish = "2 comentarios:\nInés dijo...\nYa era hora.\n27 de junio de 2016, 10:12\nAnónimo dijo...\nNo.\n"
    russian = "1 комментарий:\nАнна комментирует...\nДавно пора.\n27 июня 2016 г. в 10:12\nОтправить комментарий\n"
    assert authors_and_texts(spanish) == [("Inés", "Ya era hora."), ("Anónimo", "No.")]
    assert authors_and_texts(russian) == [("Анна", "Давно пора.")]


def test_arabic_threaded_blogger():
    tail = "تعليق واحد:\nليلى27 يونيو 2016 في 10:12 ص\nكلام صحيح.\nردحذف\nإضافة تعليق\n"
    assert authors_and_texts(tail) == [("ليلى", "كلام صحيح.")]


def test_said_inside_a_comment_starts_no_new_comment():
    tail = """1 comment:
Ada said...
I asked the captain and he said...
nothing at all.
27 June 2016 at 10:12
Post a Comment
"""
    assert authors_and_texts(tail) == [("Ada", "I asked the captain and he said...\n\nnothing at all.")]


def test_paragraphs_that_begin_like_the_template_stay_in_the_body():
    story = """HARBOUR POST
Comments by the minister on Tuesday angered the union, which called a meeting for the same night.
No comments were available from the operator of the ferries on Tuesday evening.
2 comments made by the mayor were struck from the record, the clerk of the council said.
Reply cards were handed out at the pier, and hundreds were filled in within the hour.
"""
    found = article("No comments:\nPost a Comment\n", story)
    assert len(found.paragraphs) == 4
    assert found.comments == []


def test_a_comment_count_under_the_headline_is_no_comment_section():
    story = """Ferry strike enters third week
27 June 2016
3 comments
The ferry workers' union said on Monday that talks with the operator had broken down over pay and hours.
The operator said it was ready to meet the union again on Thursday in the town hall of Eastmere.
"""
    found = article("", story)
    assert found.headline == "Ferry strike enters third week"
    assert len(found.paragraphs) == 2
    assert found.comments == []


def test_fewer_comments_than_announced_are_held_for_review():
    document = read_document((STORY + "5 comments:\nAda said...\nYes.\nPost a Comment\n").encode())
    assert document.status == "needs_review"
    assert "comments-unclear" in [warning.code for warning in document.warnings]


def test_a_reader_without_a_name_stays_without_a_name():
    assert authors_and_texts("1 comment:\nsaid...\nfirst!\n1 May 2016 at 08:00\nPost a Comment\n") == [("", "first!")]


def test_threaded_comments_without_a_header():
    assert authors_and_texts("Ada12 June 2016 at 10:12\nTerrible.\nReplyDelete\nAdd comment\n") == [
        ("Ada", "Terrible.")
    ]


def test_a_page_that_is_only_comments_is_no_article():
    page = "2 comments:\nAda said...\nThis is bad and the city should do something.\nBob said...\nI agree with Ada.\n"
    assert read_document(page.encode()).status == "rejected"
