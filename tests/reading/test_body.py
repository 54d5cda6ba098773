import html
import re

import pytest

from articles.models import Picture, Statement
from articles.reading.body import marks_in, render_body
from articles.reading.source_cards import Card, Mark
from articles.text.sanitise import clean_html
from tests import world

# What the script of the comments reads: addresses and words, no key of what a reader may not know.
OF_THE_COMMENTS = {
    "data-act",
    "data-draft",
    "data-comments",
    "data-count",
    "data-new-many",
    "data-new-one",
    "data-news",
    "data-post",
    "data-quote",
    "data-quote-words",
}


def mark(key, place=1, number=1, name="Ines Calder", quotes=(), has_quotes=False):
    return Mark(key, place, Card(number, name, True), quotes, has_quotes)


def rendered(markup, *marks):
    return render_body(clean_html(markup), pictures={}, statements={each.key: each for each in marks})


def without_ways(markup):
    return re.sub(r'<a class="by".*?</a>', "", markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Plain &amp; simple &lt;words&gt; with 5 &gt; 3 and “quotes” \u2028 é.</p>",
        '<h2>Head</h2><ul><li>One<br>two</li></ul><hr><ol start="3"><li>x</li></ol>',
        '<blockquote><p lang="fr">Oui <em>et <strong>non</strong></em></p></blockquote><pre>a\n  b</pre>',
        '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">link</a></p>',
        "",
    ],
)
def test_what_holds_no_reference_is_not_changed(markup):
    assert rendered(markup) == clean_html(markup)


def test_a_statement_that_is_not_public_leaves_its_words_and_no_mark():
    assert rendered('<p>He <span data-statement="7">said <em>so</em></span>.</p>') == "<p>He said <em>so</em>.</p>"


def test_a_public_statement_is_marked_without_its_key_and_leads_to_the_card():
    markup = '<p><span data-statement="7654">said <span data-statement="8">so</span></span>.</p>'
    assert rendered(markup, mark(7654, place=3, number=2)) == (
        '<p><span class="statement" id="said-3">said so'
        '<a class="by" href="#source-2" aria-label="Source 2: Ines Calder">2</a></span>.</p>'
    )


def test_the_name_on_the_way_to_the_card_is_escaped():
    body = rendered('<p><span data-statement="7">so</span></p>', mark(7, name='"><script>'))
    assert 'aria-label="Source 1: &quot;&gt;&lt;script&gt;"' in body


def test_a_statement_in_several_parts_has_one_target_and_one_way_to_its_card():
    markup = '<p><span data-statement="7">One.</span></p><p><span data-statement="7">Two.</span></p>'
    body = rendered(markup, mark(7))
    assert body.count('id="said-1"') == 1
    assert body.index("Two.") < body.index('class="by"')
    assert body.count('class="by"') == 1


def test_the_way_to_the_card_never_stands_inside_another_link():
    body = rendered('<p><a href="/x"><span data-statement="7">so</span> on</a>.</p>', mark(7))
    assert re.search(r'so</span> on</a><a class="by"[^>]*>1</a>\.', body)


def test_the_language_and_direction_of_a_statement_stay():
    body = rendered('<p><span data-statement="7" lang="fr" dir="ltr">oui</span></p>', mark(7))
    assert '<span class="statement" id="said-1" lang="fr" dir="ltr">' in body


@pytest.mark.parametrize(
    ("words", "quotes", "expected"),
    [
        ("“Nine days,” she said", ["Nine days,"], "<q>“Nine days,”</q> she said"),
        ('He said "a" and "b c".', ["a", "b c"], 'He said <q>"a"</q> and <q>"b c"</q>.'),
        ("« Je pars », dit-il", ["Je pars"], "<q>« Je pars »</q>, dit-il"),
        ("قال «نعم» أمس", ["نعم"], "قال <q>«نعم»</q> أمس"),
        ("“A &amp; B”", ["A & B"], "<q>“A &amp; B”</q>"),
        ("“a\nb”", ["a b"], "<q>“a\nb”</q>"),
        ("nothing of it", ["absent"], "nothing of it"),
        ("“an <em>odd</em> one”", ["an odd one"], "<q>“an <em>odd</em> one”</q>"),
        ("<em>“cut</em> in two”", ["cut in two"], "<em>“cut</em> in two”"),
        ("<q>his own</q>", ["his own"], "<q>his own</q>"),
        ("“so”", ["so", "so"], "<q>“so”</q>"),
    ],
)
def test_the_quoted_words_are_marked_with_their_own_quotation_marks(words, quotes, expected):
    body = rendered(f'<p><span data-statement="7">{words}</span></p>', mark(7, quotes=tuple(quotes), has_quotes=True))
    inside = without_ways(body).removeprefix('<p><span class="statement" id="said-1">').removesuffix("</span></p>")
    assert inside.replace('<q class="printed">', "<q>") == expected


def test_where_nobody_listed_the_quotes_those_between_quotation_marks_count():
    markup = '<p><span data-statement="7">“So,” he said</span></p>'
    assert '<q class="printed">“So,”</q> he said' in rendered(markup, mark(7, has_quotes=True))
    assert "<q" not in rendered(markup, mark(7, has_quotes=False)), "a paraphrase with a title in it"


def test_a_quotation_of_a_statement_inside_another_is_marked_once():
    markup = '<p><span data-statement="1">He said <span data-statement="2">“so”</span> twice</span></p>'
    body = rendered(markup, mark(1, quotes=("so",), has_quotes=True), mark(2, place=2, quotes=("so",), has_quotes=True))
    assert body.count("<q") == body.count("</q>") == 1


def test_the_words_of_the_body_are_the_same_with_and_without_marks():
    markup = '<p>a <span data-statement="1">“b &lt; <em>c</em>” d</span> e</p><p>&amp;</p>'
    body = rendered(markup, mark(1, quotes=("b < c",), has_quotes=True))
    words = [re.sub(r"<[^>]+>", "", text) for text in (without_ways(body), markup)]
    assert words[0] == words[1]


def test_numbers_that_follow_each_other_stand_apart():
    body = rendered(
        '<p><span data-statement="1">a <span data-statement="2">b</span></span></p>', mark(1), mark(2, number=2)
    )
    assert re.findall('class="(by[^"]*)"', body) == ["by", "by by-next"]
    body = rendered(
        '<p><span data-statement="1"><span data-statement="2">b</span> a</span></p>', mark(1), mark(2, number=2)
    )
    assert re.findall('class="(by[^"]*)"', body) == ["by", "by"]


def test_the_marks_of_a_body_are_read_in_order_each_once():
    body = clean_html('<p><span lang="en" data-statement="9">a</span><span data-statement="3">b</span></p>')
    assert marks_in(body + body) == [9, 3]


def test_an_unknown_picture_vanishes_with_all_that_stands_in_it():
    markup = '<p>a</p><figure data-picture="9"><figcaption>old &amp; <b>gone</b><br>x</figcaption></figure><p>b</p>'
    assert rendered(markup) == "<p>a</p><p>b</p>"


def test_a_figure_without_a_reference_stays():
    assert rendered("<figure><figcaption>x</figcaption></figure>") == "<figure><figcaption>x</figcaption></figure>"


def test_a_table_scrolls_by_itself_and_by_keyboard():
    body = rendered("<table><tbody><tr><td>1</td></tr></tbody></table>")
    assert body == (
        '<div class="table-scroll" role="region" aria-label="Table" tabindex="0">'
        "<table><tbody><tr><td>1</td></tr></tbody></table></div>"
    )


def test_a_table_is_called_what_its_caption_says():
    body = rendered(
        "<table><caption>Fares &amp; times</caption><tbody><tr><td>1</td></tr></tbody></table>"
        "<table><tbody><tr><td>2</td></tr></tbody></table>"
    )
    assert re.findall('aria-label="([^"]*)"', body) == ["Fares &amp; times", "Table"]


def test_an_embed_is_a_link_in_words_and_loads_nothing():
    url = "https://www.youtube.com/watch?v=1&t=2"
    body = rendered(f'<p>a</p><figure data-embed="{html.escape(url)}"><figcaption>The ferry</figcaption></figure>')
    assert '<a href="https://www.youtube.com/watch?v=1&amp;t=2" rel="noopener external">' in body
    assert "Watch the video on YouTube" in body
    assert "Nothing is loaded from YouTube until you follow the link." in body
    assert body.endswith("<figcaption>The ferry</figcaption></figure>")
    assert not re.search("<(iframe|script|img|object|video)|data-", body)


def test_an_embed_that_is_no_address_vanishes():
    markup = '<p>a</p><figure data-embed="javascript:x"><figcaption>y</figcaption></figure>'  # past the sanitiser
    assert render_body(markup, pictures={}, statements={}) == "<p>a</p>"


@pytest.mark.parametrize(
    ("pulled", "text", "hidden"),
    [
        ("<p>“We wait.”</p>", "<p>She said: we wait. Nobody came.</p>", True),
        ("<p>We sail.</p>", "<p>She said: we wait.</p>", False),
        ('<p><a href="/x/">We wait.</a></p>', "<p>She said: we wait.</p>", False),
        ('<p><span data-statement="1">We wait.</span></p>', "<p>She said: we wait.</p>", False),
    ],
)
def test_a_pull_quote_is_read_out_only_when_it_says_something_of_its_own(pulled, text, hidden):
    body = rendered(f'{text}<aside data-pullquote="">{pulled}</aside>')
    assert ('<aside data-pullquote="" aria-hidden="true">' in body) is hidden
    assert "wait" in body


@pytest.mark.django_db
def test_a_known_picture_is_drawn_with_its_words_and_the_caption_of_the_body():
    picture = Picture.objects.create(
        title="t", master="masters/aa/x.jpg", digest="a" * 64, width=900, height=600, alt="A wet <pier>", credit="M. L."
    )
    # width and height are filled from the file when there is one; here there is none.
    picture.width, picture.height = 900, 600
    markup = clean_html('<figure data-picture="5"><figcaption>Own words</figcaption></figure><p>after</p>')
    body = render_body(markup, pictures={"5": picture}, statements={})
    assert "data-picture" not in body
    assert 'alt="A wet &lt;pier&gt;"' in body
    assert "M. L." in body
    assert body.endswith("<figcaption>Own words</figcaption></figure><p>after</p>")


@pytest.mark.django_db
def test_no_key_of_a_statement_source_or_picture_reaches_a_reader(client):
    article = world.make_article()
    open_source, secret = world.make_source(), world.make_source(public=False, name="Sam Secret")
    marks = [
        Statement.objects.create(article=article, source=source, words="The ferry left", state="accepted")
        for source in (open_source, secret)
    ]
    article.body = "".join(f'<p><span data-statement="{mark.pk}">The ferry left</span></p>' for mark in marks)
    article.body += '<figure data-picture="4321"></figure>'
    article.save()
    content = client.get(world.publish_past_the_checks(article).path).content.decode()
    assert content.count('<span class="statement"') == 1
    assert not set(re.findall(r"data-[a-z-]+", content)) - OF_THE_COMMENTS
    assert "Sam Secret" not in content
    assert "4321" not in content


@pytest.mark.django_db
def test_a_caption_of_the_body_takes_the_place_of_the_librarys_and_the_credit_stays():
    picture = Picture(digest="a" * 64, width=900, height=600, alt="x", caption="Of the library", credit="M. L.")
    own = '<figure data-picture="5"><figcaption>Own words</figcaption></figure>'
    for before in ("", '<figure data-picture="9"><figcaption>dropped</figcaption></figure>'):
        body = render_body(before + own, pictures={"5": picture}, statements={})
        assert "Of the library" not in body
        assert "M. L." in body
        assert "Own words" in body
    body = render_body(
        '<figure data-picture="5"><figcaption> </figcaption></figure>', pictures={"5": picture}, statements={}
    )
    assert "Of the library" in body
