"""Notes of the desk: written, answered, resolved, told to whom they name; anchored to words that may change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles.desk import notes
from articles.models import Article, AuditEntry, Note, Notice
from articles.publishing.workflow import WorkflowRefused
from articles.text.anchors import Anchor
from tests.desk.forms import messages_of
from tests.world import make_article, make_user

BODY = "<p>The ferry left the pier at <strong>noon</strong>, said the harbour master.</p><p>It came back at six.</p>"
PANEL = {"HTTP_X_REQUESTED_WITH": "desk-notes"}


@pytest.fixture
def ines(db):
    return make_user("ines", "Reporter")


@pytest.fixture
def omar(db):
    return make_user("omar", "Editor")


@pytest.fixture
def story(db):
    return make_article(body=BODY, headline="Ferry back")


def url_of(article) -> str:
    return reverse("admin:articles_article_notes", args=[article.pk])


def rewrite(article, body):
    Article.objects.filter(pk=article.pk).update(body=body)
    article.refresh_from_db()


def test_note_on_a_passage_keeps_the_words_and_what_stands_around_them(story, ines):
    note = notes.write(story, by=ines, text="Says who?", anchor=Anchor("pier at noon")).note
    assert (note.quote, note.before, note.after[:22]) == (
        "pier at noon",
        "The ferry left the ",
        ", said the harbour mas",
    )
    (thread,) = notes.threads_of(story, ines)
    assert (thread.words, thread.orphan, thread.place.exact) == ("pier at noon", False, True)


def test_note_follows_its_words_through_edits_and_is_an_orphan_without_them(story, ines):
    notes.write(story, by=ines, text="Says who?", anchor=Anchor("The ferry left the pier at noon"))
    rewrite(story, f"<p>First, something new.</p>{BODY}")
    assert notes.threads_of(story, ines)[0].place.exact
    rewrite(story, BODY.replace("left the pier", "left its pier"))
    (thread,) = notes.threads_of(story, ines)
    assert (thread.words, thread.orphan, thread.place.exact) == ("The ferry left its pier at noon", False, False)
    rewrite(story, "<p>Wholly different.</p>")
    (thread,) = notes.threads_of(story, ines)
    assert thread.orphan
    assert thread.note.quote == "The ferry left the pier at noon"


def test_note_on_words_not_saved_yet_keeps_them_as_sent(story, ines):
    anchor = Anchor("words just typed", before="some ", after=" here")
    note = notes.write(story, by=ines, text="Hm.", anchor=anchor).note
    assert (note.quote, note.before, note.after) == ("words just typed", "some", "here")


def test_open_notes_come_in_the_order_of_the_text_and_the_resolved_last(story, ines):
    notes.write(story, by=ines, text="third", anchor=Anchor("back at six"))
    notes.write(story, by=ines, text="second", anchor=Anchor("ferry"))
    notes.write(story, by=ines, text="fourth", anchor=Anchor("words that are gone"))
    done = notes.write(story, by=ines, text="fifth", anchor=Anchor("pier")).note
    notes.resolve(done, by=ines)
    notes.write(story, by=ines, text="first")
    texts = [thread.note.text for thread in notes.threads_of(story, ines)]
    assert texts == ["first", "second", "third", "fourth", "fifth"]


def test_who_is_named_is_told_and_unknown_names_are_said(story, ines, omar):
    reader = make_user("reader")
    written = notes.write(story, by=ines, text="@omar, is this so? And @reader, @nobody? Not ines@example.org.")
    assert written.told == [omar]
    assert written.unknown == ["reader", "nobody"]
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.article) == (omar, "mentioned", story)
    assert notice.text.startswith("ines mentioned you on “Ferry back”: @omar, is this so?")
    assert reader not in written.note.mentions.all()


def test_nobody_is_told_what_they_wrote_themselves(story, ines):
    assert notes.write(story, by=ines, text="Note to @ines.").told == []
    assert not Notice.objects.exists()


def test_answer_stands_in_the_thread_and_is_told_to_who_is_answered(story, ines, omar):
    first = notes.write(story, by=ines, text="Says who?").note
    answer = notes.write(story, by=omar, text="The master.", parent=first).note
    again = notes.write(story, by=ines, text="Good.", parent=answer).note
    assert (answer.parent, again.parent) == (first, first)
    (thread,) = notes.threads_of(story, ines)
    assert [reply.text for reply in thread.replies] == ["The master.", "Good."]
    assert [notice.user for notice in Notice.objects.all()] == [ines]


def test_answer_to_a_note_of_another_story_is_refused(story, ines):
    note = notes.write(make_article(), by=ines, text="Elsewhere.").note
    with pytest.raises(WorkflowRefused):
        notes.write(story, by=ines, text="Here.", parent=note)


def test_thread_is_resolved_and_reopened_and_each_is_logged(story, ines, omar):
    note = notes.write(story, by=ines, text="Says who?").note
    notes.resolve(note, by=omar)
    note.refresh_from_db()
    assert note.resolved_by == omar
    with pytest.raises(WorkflowRefused):
        notes.resolve(note, by=ines)
    notes.reopen(note, by=ines)
    note.refresh_from_db()
    assert (note.resolved_at, note.resolved_by) == (None, None)
    assert [entry.verb for entry in AuditEntry.objects.order_by("pk")] == ["note", "resolve_note", "reopen_note"]


def test_without_the_right_to_change_notes_only_ones_own_are_resolved(story, ines):
    mod = make_user("mod", "Moderator")
    own = notes.write(story, by=mod, text="A reader says this is wrong.").note
    notes.resolve(own, by=mod)
    other = notes.write(story, by=ines, text="Says who?").note
    with pytest.raises(PermissionDenied):
        notes.resolve(other, by=mod)


@pytest.mark.parametrize("fields", [{}, {"is_staff": True}])
def test_who_may_not_read_articles_writes_no_note(story, fields):
    with pytest.raises(PermissionDenied):
        notes.write(story, by=make_user("outsider", **fields), text="Hello.")
    assert not Note.objects.exists()


def test_empty_note_is_refused(story, ines):
    with pytest.raises(WorkflowRefused):
        notes.write(story, by=ines, text="  \n ")


def test_form_writes_answers_and_resolves_without_script(reporter, story):
    page = reporter.post(url_of(story), {"do": "write", "text": "Says who? @ghost", "quote": "noon"}, follow=True)
    assert messages_of(page) == [
        "The note is written.",
        "Nobody who may read this article is called @ghost, so nobody was told.",
    ]
    note = Note.objects.get()
    assert (note.quote, note.author) == ("noon", reporter.user)
    reporter.post(url_of(story), {"do": "answer", "note": note.pk, "text": "The master."})
    assert note.replies.get().text == "The master."
    reporter.post(url_of(story), {"do": "resolve", "note": note.pk})
    note.refresh_from_db()
    assert note.resolved_by == reporter.user
    assert "1 resolved note" in reporter.get(url_of(story)).content.decode()


def test_form_with_errors_keeps_what_was_typed(reporter, story):
    page = reporter.post(url_of(story), {"do": "write", "text": "", "quote": "noon"})
    assert 'value="noon"' in page.content.decode()
    assert "Write what you want to say." in page.content.decode()
    assert reporter.post(url_of(story), {"do": "write", "text": "", "quote": "noon"}, **PANEL).status_code == 422


def test_script_gets_the_panel_alone(reporter, story):
    answer = reporter.post(url_of(story), {"do": "write", "text": "Says who?"}, **PANEL)
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<section id="notes"')
    assert "Says who?" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_article_form_leads_to_its_notes_and_counts_the_open_ones(reporter, story, ines):
    notes.write(story, by=ines, text="One.")
    notes.resolve(notes.write(story, by=ines, text="Two.").note, by=ines)
    page = reporter.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    assert f'data-load="{url_of(story)}"' in page
    assert '<span class="badge">1</span>' in page


def test_markup_in_a_note_is_text(reporter, story):
    reporter.post(url_of(story), {"do": "write", "text": "<script>alert(1)</script>", "quote": "<b>noon</b>"})
    page = reporter.get(url_of(story)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_outsiders_are_refused_at_the_door(desk, client, story):
    assert client.get(url_of(story)).status_code == 302
    stranger = desk(name="stranger", is_staff=True)
    assert stranger.get(url_of(story)).status_code == 403
    assert stranger.post(url_of(story), {"do": "write", "text": "Hello."}).status_code == 403
    assert not Note.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "٣"])
def test_note_that_is_not_there_is_not_found(reporter, story, number):
    assert reporter.post(url_of(story), {"do": "resolve", "note": number}).status_code == 404


def test_notes_page_costs_the_same_with_2_and_60_notes(reporter, story, django_assert_max_num_queries, ines):
    counts = []
    for _round in range(2):
        for number in range(2 if not counts else 58):
            note = notes.write(story, by=ines, text=f"Note {number}", anchor=Anchor("noon")).note
            notes.write(story, by=ines, text="Answer", parent=note)
        reporter.get(url_of(story))
        with django_assert_max_num_queries(12) as counted:
            assert reporter.get(url_of(story)).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]
