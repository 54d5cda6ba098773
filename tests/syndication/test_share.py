"""Share pictures: the headline in full in any script, made once, only for what readers can read, bounded in time and on disk."""

import io
from datetime import date, timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st
from PIL import Image, features

from articles.models import Edition, Picture
from articles.pictures.renditions import fallback, public_storage
from articles.publishing import workflow
from articles.syndication.share import fonts, pictures, setting
from articles.syndication.share.drawing import HEIGHT, WIDTH, Card, drawn
from articles.syndication.share.pictures import card_of
from tests import world
from tests.reading.pages import seen

pytestmark = pytest.mark.django_db

LONG = "Harbour master tells inquiry that three separate warnings were posted " * 2
OURS = fonts.bundled()
THREE = (OURS,) * 3


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def head(client, edition):
    metas = seen(client.get(edition.path)).all("meta")
    return {meta.get("property") or meta.get("name"): meta["content"] for meta in metas if "content" in meta}


def path_of(client, edition):
    return head(client, edition)["og:image"].removeprefix("http://testserver")


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def card(headline="Ferries return", direction="ltr", above="World"):
    return Card(headline, above, "Westport Courier", direction, THREE)


def test_the_page_names_the_picture_its_size_and_what_it_says_and_there_it_is(client):
    edition = world.make_live(headline="Ferries return", kind="opinion")
    told = head(client, edition)
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:image:alt"] == "Newsroom: Ferries return"
    assert told["og:title"] == "Opinion: Ferries return"
    response = client.get(told["og:image"].removeprefix("http://testserver"))
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert opened(response.content).size == (WIDTH, HEIGHT)
    assert len(response.content) < 300_000
    assert response["Cache-Control"].startswith("public")
    assert f"article:{edition.article_id}" in response["Surrogate-Key"].split()
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_an_opinion_in_the_section_of_opinions_is_called_one_once(client):
    opinion = world.make_live(section=world.make_section(name="Opinion", slug="opinion"), kind="opinion")
    elsewhere = world.make_live(section=world.make_section(name="City", slug="city"), kind="opinion")
    assert card_of(opinion).above == "Opinion"
    assert card_of(elsewhere).above == "Opinion · City"
    kicker = client.get(opinion.path).content.decode().split('<p class="kicker"')[1].split("</p>")[0]
    assert kicker.count("Opinion") == 1
    assert 'href="/opinion/"' in kicker


def test_its_address_changes_with_what_is_on_it_and_a_former_one_leads_to_it(client, settings):
    edition = world.make_live(headline="Ferries return")
    first = path_of(client, edition)
    settings.SITE_NAME = "Westport Courier"
    second = path_of(client, edition)
    article = edition.article
    article.headline = "Ferries left"
    article.save()
    third = path_of(client, workflow.publish(article, by=None))
    assert len({first, second, third}) == 3
    response = client.get(first)
    assert (response.status_code, response["Location"]) == (302, third)
    assert client.get(f"/share/{article.public_id}/zzz.jpg")["Location"] == third


def test_nobody_gets_one_of_what_is_planned_withdrawn_or_never_was(client):
    planned, gone = world.make_scheduled(), world.make_live()
    path = path_of(client, gone)
    assert client.get(path).status_code == 200
    workflow.withdraw(gone.article, by=None)
    for address in (path, f"/share/{planned.article.public_id}/x.jpg", "/share/none/x.jpg"):
        assert client.get(address).status_code == 404, address


def test_it_is_drawn_once_and_kept_and_the_story_s_former_one_is_thrown_away(client, monkeypatch):
    edition = world.make_live()
    times = []
    monkeypatch.setattr(pictures, "drawn", lambda *args: times.append(1) or drawn(*args))
    path = path_of(client, edition)
    first = client.get(path)
    assert client.get(path).content == first.content
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert len(times) == 1
    article = edition.article
    article.headline = "Other words"
    article.save()
    client.get(path_of(client, workflow.publish(article, by=None)))
    assert len(times) == 2
    assert len(list(pictures.folder().iterdir())) == 1


def test_what_is_kept_is_bounded_the_oldest_go_first(client, monkeypatch):
    monkeypatch.setattr(pictures, "KEPT", 10)
    for number in range(12):
        pictures.keep(pictures.folder() / f"story{number}-x.jpg", b"x", f"story{number}")
    left = {file.name for file in pictures.folder().iterdir()}
    assert len(left) <= 10
    assert "story11-x.jpg" in left
    assert "story0-x.jpg" not in left


def test_when_others_are_made_for_too_long_one_is_told_to_come_back(client, monkeypatch):
    monkeypatch.setattr(pictures, "PATIENCE", 0.05)
    path = path_of(client, world.make_live())
    with pictures._making:
        response = client.get(path)
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert response["Retry-After"]
    assert client.get(path).status_code == 200


def test_many_at_once_make_it_once(monkeypatch):
    times = []
    monkeypatch.setattr(pictures, "drawn", lambda *args: times.append(1) or drawn(*args))
    threads = [Thread(target=pictures.kept_or_made, args=("story", "digest", card(), None)) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == 1


def lead(**fields):
    given = {"title": "Quay", "digest": "a" * 64, "width": 1200, "height": 800, "alt": "A quay", **fields}
    found = Picture.objects.create(**given)
    file = io.BytesIO()
    Image.new("RGB", (960, 640), "#3060c0").save(file, "JPEG")
    file.seek(0)
    public_storage().save(fallback(found, "card", 960).name, file)
    return found


def colour_at_the_top(client, edition):
    return opened(client.get(path_of(client, edition)).content).convert("RGB").getpixel((1100, 60))


def test_the_lead_picture_lies_behind_the_words_where_its_licence_lets_it(client):
    allowed = world.make_live(lead_picture=lead(licence="CC BY-SA 4.0"))
    red, _green, blue = colour_at_the_top(client, allowed)
    assert blue > red + 40
    forbidden = world.make_live(lead_picture=lead(digest="b" * 64, licence="CC BY-ND 4.0"))
    assert min(colour_at_the_top(client, forbidden)) > 240
    Picture.objects.update(licence_until=date(2020, 1, 1))
    assert min(colour_at_the_top(client, allowed)) > 240


def test_white_words_can_be_read_on_the_whitest_picture():
    """WCAG asks 4.5 to 1 of them, 3 to 1 of large ones: a headline begins below the upper third."""
    file = io.BytesIO()
    Image.new("RGB", (960, 640), "white").save(file, "JPEG")
    image = opened(drawn(card(""), file.getvalue())).convert("RGB")

    def contrast(row):
        level = image.getpixel((600, row))[0] / 255
        luminance = level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
        return 1.05 / (luminance + 0.05)

    assert contrast(HEIGHT // 3) > 4.5
    assert contrast(HEIGHT - 90) > 7


def test_a_long_headline_fits_and_is_cut_only_when_it_has_to_be():
    room = {"width": WIDTH - 144, "height": 356}
    whole = setting.set_in(LONG, OURS, direction="ltr", **room)
    assert " ".join(whole.lines) == " ".join(LONG.split())
    cut = setting.set_in(LONG * 6, OURS, direction="ltr", **room)
    assert cut.lines[-1].endswith("…")
    assert setting.set_in("Ferries return", OURS, direction="ltr", **room).size == setting.SIZES[0]


@given(st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=300), st.sampled_from(["ltr", "rtl"]))
@settings_of_hypothesis(max_examples=60, deadline=None)
def test_whatever_the_words_they_stay_within_the_column(words, direction):
    found = setting.set_in(words, OURS, width=500, height=300, direction=direction)
    measure = setting.measure_of(OURS, found.size)
    assert found.height <= 300 or len(found.lines) == 1
    assert all(measure(line) <= 500 or len(line) <= 2 for line in found.lines)


def test_the_font_that_comes_along_sets_latin_greek_and_cyrillic_and_nothing_it_lacks(monkeypatch):
    monkeypatch.setattr(fonts, "files", lambda: (OURS,))
    for text in ("“Ćma” – Łódź, naïve façade … £5", "Паромы вернулись", "Το πλοίο"):
        assert fonts.font_for(text, "ltr") == OURS, text
    for text in ("العبّارات", "渡轮", "🦆"):
        assert fonts.font_for(text, "ltr") is None, text


def test_where_no_font_has_the_letters_the_lead_picture_is_shared_and_without_one_none(client, monkeypatch):
    monkeypatch.setattr(fonts, "files", lambda: (OURS,))
    edition = world.make_live(headline="العبّارات تعود", language="ar", direction="rtl", lead_picture=lead())
    told = head(client, edition)
    assert "/media/renditions/" in told["og:image"]
    assert client.get(f"/share/{edition.article.public_id}/x.jpg").status_code == 404
    Edition.objects.update(lead_picture=None)
    told = head(client, edition)
    assert "og:image" not in told
    assert told["twitter:card"] == "summary"


def test_without_a_shaper_letters_that_join_are_not_set_apart(monkeypatch):
    monkeypatch.setattr(fonts, "can_shape", lambda: False)
    assert fonts.font_for("العبّارات", "rtl") is None
    assert fonts.font_for("Ferries", "ltr") is not None


@pytest.mark.skipif(not features.check("raqm"), reason="this Pillow cannot shape Arabic")
def test_arabic_is_shaped_and_begins_on_the_right(client):
    file = fonts.font_for("العبّارات تعود", "rtl")
    if file is None:
        pytest.skip("no font with Arabic letters on this machine")
    font = fonts.loaded(file, 60)
    joined, apart = (font.getlength(text, direction="rtl") for text in ("بببب", "ب\u200cب\u200cب\u200cب"))
    assert joined < apart
    image = opened(drawn(Card("العبّارات", "رأي", "Courier", "rtl", (file, file, OURS)))).convert("L")
    left, right = image.crop((0, 60, 500, 400)), image.crop((700, 60, 1200, 400))
    assert min(left.get_flattened_data()) > 200
    assert min(right.get_flattened_data()) < 100


def test_a_font_of_the_newsroom_s_own_comes_first(settings, tmp_path, monkeypatch):
    (tmp_path / "own.ttf").write_bytes(b"not looked into here")
    settings.SHARE_FONTS = [str(tmp_path)]
    assert fonts.files()[0] == str(tmp_path / "own.ttf")


def test_it_says_until_when_it_holds(client):
    edition = world.make_live()
    workflow.schedule(edition.article, by=None, at=edition.live_from + timedelta(days=30))
    assert client.get(path_of(client, edition))["X-Page-Until"]
