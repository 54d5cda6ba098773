"""What `pictures/_picture.html` draws: formats, sizes, words, and a place that does not move."""

import pytest
from django.template.loader import render_to_string

from articles.models import Picture


def draw(*, shape=None, sizes=None, eager=None, **fields):
    picture = Picture(**{"digest": "cd" * 32, "width": 1500, "height": 1000, "alt": "Cranes at dusk", **fields})
    given = {"shape": shape, "sizes": sizes, "eager": eager}
    return render_to_string(
        "pictures/_picture.html", {"picture": picture} | {name: value for name, value in given.items() if value}
    )


def test_size_is_written_so_that_the_page_does_not_move():
    assert 'width="960" height="640"' in draw()


def test_formats_come_from_the_lightest_to_the_one_that_all_know():
    markup = draw()
    assert markup.index("image/avif") < markup.index("image/webp") < markup.index("<img")
    assert 'src="/media/renditions/cdcdcdcdcdcdcdcdcdcd/960.jpg"' in markup
    assert "/1280.avif 1280w" in markup
    assert "1900w" not in markup


def test_words_for_those_who_cannot_see_it():
    assert 'alt="Cranes at dusk"' in draw()
    assert 'alt=""' in draw(decorative=True)


def test_words_are_escaped():
    assert 'alt="&quot;&gt;&lt;script&gt;"' in draw(alt='"><script>')


def test_a_picture_is_lazy_unless_it_leads():
    assert 'loading="lazy"' in draw()
    assert "fetchpriority" not in draw()
    assert 'fetchpriority="high"' in draw(eager=True)
    assert "lazy" not in draw(eager=True)


def test_sizes_are_said():
    assert draw().count('sizes="100vw"') == 2
    assert draw(sizes="(min-width: 60rem) 38rem, 100vw").count('sizes="(min-width: 60rem) 38rem, 100vw"') == 2


def test_a_card_is_cropped_around_the_focal_point():
    markup = draw(shape="card", focal_x=0.2)
    assert "/card-20-50-640.webp 640w" in markup
    assert 'width="960" height="640"' in markup


@pytest.mark.parametrize("word", ["style=", "<script", "onload"])
def test_nothing_inline(word):
    assert word not in draw()
