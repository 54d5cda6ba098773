import pytest

from articles.models import Picture, Statement
from articles.reading.body import render_body
from articles.text.sanitise import clean_html
from tests import world


def rendered(markup, statements=()):
    return render_body(clean_html(markup), pictures={}, statements=statements)


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


def test_a_public_statement_is_marked_without_its_key():
    markup = '<p><span data-statement="7">said <span data-statement="8">so</span></span>.</p>'
    assert rendered(markup, {"7"}) == '<p><span class="statement">said so</span>.</p>'


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


@pytest.mark.django_db
def test_a_known_picture_is_drawn_with_its_words_and_the_caption_of_the_body():
    picture = Picture.objects.create(
        title="t", master="masters/aa/x.jpg", digest="a" * 64, width=900, height=600, alt="A wet <pier>", credit="M. L."
    )
    # width and height are filled from the file when there is one; here there is none.
    picture.width, picture.height = 900, 600
    markup = clean_html('<figure data-picture="5"><figcaption>Own words</figcaption></figure><p>after</p>')
    body = render_body(markup, pictures={"5": picture}, statements=())
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
    assert content.count('<span class="statement">') == 1
    assert "data-" not in content
    assert "Sam Secret" not in content
    assert "4321" not in content
