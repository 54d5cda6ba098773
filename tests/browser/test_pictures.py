"""Pictures in a real browser: the focal point by mouse, keyboard and numbers; pages that do not move while pictures come."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.models import Picture
from articles.pictures.uploads import ingest
from tests.browser.desk_page import complaints_of, sign_in
from tests.pictures.drawing import drawn
from tests.world import make_live, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 400);
})"""


@pytest.fixture
def picture(db):
    return ingest(drawn((1600, 900)), alt="A pier, half red and half blue", credit="Mara Lindqvist")


def signed_in(context, live_server, path):
    make_user("edda", "Editor")
    page = context.new_page()
    page.complaints = complaints_of(page)
    page.goto(f"{live_server.url}{path}")
    sign_in(page, "edda")
    page.get_by_role("button", name="Save", exact=True).wait_for()
    return page


def point(page):
    return page.locator("#id_focal_x").input_value(), page.locator("#id_focal_y").input_value()


def test_focal_point_is_chosen_by_mouse_and_by_arrow_keys_and_kept(context, live_server, picture):
    page = signed_in(context, live_server, reverse("admin:articles_picture_change", args=[picture.pk]))
    stage = page.locator(".focal-stage")
    box = stage.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    assert point(page) == ("0.25", "0.75")
    stage.press("ArrowRight")
    stage.press("Shift+ArrowUp")
    assert point(page) == ("0.26", "0.65")
    assert stage.get_attribute("aria-label").startswith("Focal point: 26 % across, 65 % down.")
    square = page.locator(".crop-square img")
    # The box is 900 of 1,600 pixels wide; its middle cannot come nearer to 26 % than 28 %, so it begins at the edge.
    assert square.evaluate("image => image.style.objectPosition") == "0% 50%"
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    picture.refresh_from_db()
    assert (picture.focal_x, picture.focal_y) == (0.26, 0.65)
    assert page.complaints == []


def test_form_of_a_picture_passes_axe_and_its_library_too(context, live_server, picture):
    page = signed_in(context, live_server, reverse("admin:articles_picture_change", args=[picture.pk]))
    for path in ("", reverse("admin:articles_picture_changelist"), reverse("admin:articles_picture_several")):
        if path:
            page.goto(f"{live_server.url}{path}")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == [], path
    assert page.complaints == []


def test_chosen_picture_and_those_offered_show_themselves(context, live_server, picture):
    article = make_live(lead_picture=picture).article
    other = ingest(drawn((900, 500)), title="Another pier", alt="x", credit="Ana Roth")
    page = signed_in(context, live_server, reverse("admin:articles_article_change", args=[article.pk]))
    shown = page.locator(".field-lead_picture .combobox-picture")
    assert re.search(rf"/{picture.pk}/thumbnail/$", shown.get_attribute("src"))
    page.get_by_role("combobox", name="Lead picture").fill("another")
    option = page.get_by_role("option", name="Another pier")
    assert option.locator("img").get_attribute("src").startswith("/media/renditions/")
    option.click()
    assert re.search(rf"/{other.pk}/thumbnail/$", shown.get_attribute("src"))


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_pictures_come(new_context, live_server, picture, width):
    inside = ingest(drawn((700, 1000)), alt="A crane", credit="Ana Roth")
    body = (
        "<p>The ferry left at noon.</p>" * 3
        + f'<figure data-picture="{inside.pk}"></figure>'
        + "<p>It rained.</p>" * 30
    )
    edition = make_live(lead_picture=picture, body=body)
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    page.route("**/media/**", lambda route: (page.wait_for_timeout(300), route.continue_()))
    for path in ("/", edition.path):
        page.goto(f"{live_server.url}{path}", wait_until="load")
        page.mouse.wheel(0, 2000)
        assert page.evaluate(SHIFTS) == 0, path
    images = page.locator("main picture img")
    assert images.first.get_attribute("fetchpriority") == "high"
    assert images.first.get_attribute("loading") is None
    assert (images.nth(1).get_attribute("loading"), images.nth(1).get_attribute("decoding")) == ("lazy", "async")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_browser_is_told_how_wide_each_picture_will_be(new_context, live_server, picture, width):
    """`sizes` is right when the file that is fetched is no narrower than the place, and not a step too wide."""
    edition = make_live(lead_picture=picture)
    page = new_context(viewport={"width": width, "height": 900}).new_page()
    for path in ("/", edition.path, f"/{edition.section.slug}/"):
        page.goto(f"{live_server.url}{path}", wait_until="networkidle")
        for image in page.locator("main picture img").all():
            image.scroll_into_view_if_needed()
            drawn_at = image.bounding_box()["width"]
            said = image.evaluate(
                """image => { const probe = document.createElement("img"); const sizes = image.parentElement
                .querySelector("source").sizes; probe.sizes = sizes; probe.srcset = image.parentElement.querySelector("source").srcset;
                const chosen = sizes.split(",").map((part) => part.trim()).find((part) => {
                  const query = part.match(/^\\(.*\\)(?= )/); return !query || matchMedia(query[0]).matches; });
                const ruler = document.createElement("div"); ruler.style.width = chosen.replace(/^\\(.*\\) /, "");
                document.body.append(ruler); const width = ruler.getBoundingClientRect().width; ruler.remove(); return width; }"""
            )
            assert drawn_at * 0.85 <= said <= drawn_at * 1.35 + 32, (path, said, drawn_at)


def test_uploads_work_without_script(new_context, live_server):
    context = new_context(java_script_enabled=False)
    page = signed_in(context, live_server, reverse("admin:articles_picture_add"))
    file = drawn((900, 600))
    page.get_by_label("Picture", exact=False).first.set_input_files(
        {"name": "pier.jpg", "mimeType": "image/jpeg", "buffer": ContentFile(file.read()).read()}
    )
    page.get_by_label("Alternative text").fill("A pier")
    page.get_by_role("button", name="Save and continue editing").click()
    page.locator("#id_focal_x").fill("0.1")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("was changed successfully").wait_for()
    assert Picture.objects.get().focal_x == 0.1
