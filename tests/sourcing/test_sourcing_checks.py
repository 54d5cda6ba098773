"""Before publication: no quotation without a source, no word that was edited since, nothing on terms it was not given on."""

import pytest

from articles.models import Edition, Statement
from articles.publishing import workflow
from articles.publishing.checks import Level
from articles.publishing.steps import WarningsToTick, WorkflowRefused
from articles.sourcing import sweep
from articles.sourcing.sweep import NewSource, words_have_their_sources
from articles.sourcing.sweep.anchoring import digest_of
from articles.text.sanitise import clean_html, paragraphs_to_html, plain_paragraphs
from tests.world import make_article, make_source, make_user

pytestmark = pytest.mark.django_db

SAID = "“We sail tonight,” Ines Calder said."
REPORTED = "Tom Brandt said the pier was closed for the winter."


def story(*paragraphs, **fields):
    article = make_article(body=paragraphs_to_html(list(paragraphs)), **fields)
    sweep.refresh(article)
    return article


def found(article):
    return [(problem.id, problem.level) for problem in words_have_their_sources(article)]


def test_an_unlinked_quotation_refuses_publication_and_says_which_where_and_what_to_do():
    article = story("It rained.", SAID)
    with pytest.raises(WorkflowRefused) as refusal:
        workflow.publish(article, by=make_user("ines", "Editor"))
    (message,) = refusal.value.messages
    for words in ("We sail tonight", "paragraph 2", "Say who said it", "waive it"):
        assert words in message
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "decide", [sweep.accept, sweep.reject, lambda row, by: sweep.waive(row, by=by, reason="A song.")]
)
def test_a_decision_of_any_kind_lets_it_pass(decide):
    article = story(SAID)
    decide(article.statements.get(), by=None)
    assert not found(article)
    assert workflow.publish(article, by=None)


def test_a_quotation_that_no_machine_explains_is_one_too_in_any_language():
    assert found(make_article(body="<p>“It is over, and it will not come back.”</p>")) == [
        ("quote.unlinked", Level.ERROR)
    ]
    french = make_article(body="<p>« Nous ne reviendrons plus jamais ici », dit-elle.</p>", language="fr")
    assert found(french) == [("quote.unlinked", Level.ERROR)]


SHORT_SPEECH = [
    "«لن نغلق الرصيف» قالت إيناس كالدر للصحفيين.",
    "وقالت كالدر للصحفيين: «لن نغلق الرصيف».",
    "« Nous partons demain », dit-elle aux équipages.",
    "Inès Calder a dit : « Nous partons ».",
    "«No nos iremos nunca», dijo la capitana.",
    "„Wir fahren morgen“, sagte die Kapitänin.",
    "«Мы уйдём завтра», — сказала капитан порта.",
    "“我们不会关闭码头”，港务长说。",
    "“not the ferries again,” came the answer from the quay.",
]


@pytest.mark.parametrize("words", SHORT_SPEECH)
def test_a_short_quotation_beside_a_word_of_saying_a_colon_or_its_own_comma_needs_a_source(words):
    language = "en" if words.startswith("“not") else "ar"
    assert [problem for problem, _level in found(make_article(body=f"<p>{words}</p>", language=language))] == [
        "quote.unlinked"
    ]


NO_SPEECH = [
    "فاز فيلم «الطريق الطويل إلى البيت» بالجائزة.",
    "وصف الميناء بأنه «أخضر» قال الخبراء.",
    "Le film « La Longue Route », sorti en mai, plaît au port.",
    "Elle lit « Le Monde » et le port « vert » l’amuse.",
    "La novela «Cien días de mar» ganó el premio.",
    "Der Dampfer „Nordstern“, sagte der Lotse, fährt wieder.",
    "Фильм «Долгая дорога домой» вышел в мае.",
    "电影“回家的路”在五月上映。",
    "The “greenest” port has a film, “The Long Way Home”, and a song.",
]


@pytest.mark.parametrize("words", NO_SPEECH)
def test_a_title_or_a_word_set_apart_needs_no_source_in_any_language(words):
    assert not found(make_article(body=f"<p>{words}</p>", language="ar"))


def test_scare_quotes_titles_and_words_pulled_out_are_none():
    article = story(SAID, "The “greenest” port has a film, “The Long Way Home”.")
    sweep.accept(article.statements.get(), by=None)
    article.body += '<aside data-pullquote=""><p>“We sail tonight”</p></aside>'
    assert not found(article)


def test_many_are_told_in_eleven_lines():
    article = story(*[SAID.replace("tonight", f"at {hour} tonight") for hour in range(15)])
    problems = list(words_have_their_sources(article))
    assert len(problems) == 11
    assert problems[-1].message.startswith("5 more")


def test_reported_speech_without_a_source_asks_for_one_tick():
    article = story(REPORTED, "Ada Moss said that it rained.")
    (problem,) = words_have_their_sources(article)
    assert (problem.level, problem.message[:10]) == (Level.WARNING, "2 passages")
    with pytest.raises(WarningsToTick):
        workflow.publish(article, by=make_user("ines", "Editor"))


def test_words_edited_after_they_were_accepted_refuse_publication():
    article = story(SAID)
    sweep.accept(article.statements.get(), by=None)
    article.refresh_from_db()
    article.body = article.body.replace("We sail", "I sail")
    article.save()
    sweep.refresh(article)
    assert [problem for problem, _level in found(article)] == ["quote.stale"]


def test_an_accepted_quote_is_compared_letter_for_letter():
    article = story(SAID)
    row = sweep.accept(article.statements.get(), by=None).statements[0]
    for quote, wrong in (("We  sail tonight,", False), ("We sail tonight!", True), ("we sail tonight,", True)):
        Statement.objects.filter(pk=row.pk).update(quotes=[quote])
        assert found(article) == ([("quote.differs", Level.ERROR)] if wrong else [])


def test_words_off_the_record_are_refused_anywhere_and_never_repeated_in_the_refusal():
    article = story(SAID, standfirst="A harbour: we sail tonight, says the port.")
    row = sweep.accept(article.statements.get(), by=None).statements[0]
    Statement.objects.filter(pk=row.pk).update(attribution_level="off_record")
    (problem,) = words_have_their_sources(article)
    assert (problem.id, "sail" in str(problem)) == ("terms.off_record", False)
    article.body = "<p>Nothing.</p>"
    assert "terms.off_record" in [problem for problem, _level in found(article)]  # it stands in the standfirst
    article.standfirst = "A harbour."
    assert "terms.off_record" not in [problem for problem, _level in found(article)]


def test_the_name_of_whoever_must_not_be_named_is_refused_beside_their_words():
    article = story(SAID)
    row = sweep.accept(article.statements.get(), by=None).statements[0]
    Statement.objects.filter(pk=row.pk).update(attribution_level="not_for_attribution")
    assert found(article) == [("terms.named", Level.ERROR)]


def test_the_checks_cost_at_most_three_queries(django_assert_max_num_queries):
    article = story(*[SAID] * 30)
    with django_assert_max_num_queries(3):
        list(words_have_their_sources(article))


class TestEditions:
    """What readers get: marks of all that is accepted, the body otherwise as it was."""

    def test_accepted_statements_are_marked_and_the_working_copy_is_left_alone(self):
        body = clean_html(
            '<p>Then “we <em>sail</em> <a href="/x/">tonight</a>,” Ines Calder said.</p><p>It &amp; rain.</p>'
        )
        article = make_article(body=body)
        sweep.refresh(article)
        row = sweep.accept(article.statements.get(), by=None).statements[0]
        edition = workflow.publish(article, by=None)
        mark = f'<span data-statement="{row.pk}">'
        assert edition.body_html.replace(mark, "").replace("</span>", "") == body
        assert edition.body_html.count(mark) == 1
        assert edition.body_text == "\n".join(plain_paragraphs(body))
        article.refresh_from_db()
        assert article.body == body

    def test_a_mark_of_the_writer_is_not_doubled_and_nothing_undecided_is_marked(self):
        article = story("It was so.", REPORTED)
        row = Statement.objects.create(article=article, words="so", source=make_source(), state="accepted")
        article.body = article.body.replace("so.", f'<span data-statement="{row.pk}">so</span>.')
        article.save()
        assert workflow.publish(article, by=None).body_html == article.body

    @pytest.mark.parametrize(("level", "marked"), [("on_record", 1), ("background", 1), ("not_for_attribution", 0)])
    def test_words_not_for_attribution_get_no_mark(self, level, marked):
        article = make_article(body="<p>“We sail tonight,” said an official.</p>")
        text = plain_paragraphs(article.body)[0]
        source = make_source(kind="person")
        Statement.objects.create(
            article=article, words=text, end=len(text), anchor_digest=digest_of(text), source=source, state="accepted",
            attribution_level=level, described_as="an official",
        )  # fmt: skip
        assert sweep.mark_statements(article, article.body).count("<span") == marked

    def test_right_to_left_text_is_marked_where_it_is_marked_by_hand(self):
        article = make_article(
            body='<p dir="rtl">قال المدير «نبحر غدا مع الفجر كلنا» اليوم</p>', language="ar", direction="rtl"
        )
        row = sweep.mark(article, by=None, paragraph=0, start=11, end=35, new=NewSource("مدير الميناء")).statements[0]
        assert f'قال المدير <span data-statement="{row.pk}">«نبحر غدا' in workflow.publish(article, by=None).body_html
