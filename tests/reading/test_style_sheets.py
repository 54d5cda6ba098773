"""What the readers' style sheets keep to, read from the files: tokens, contrast, sides by writing direction, weight."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = ("site", "comments", "finding")
# What a page of each kind asks for together: a story or a reader’s account, a list that is searched.
TOGETHER = (("site", "comments"), ("site", "finding"))
BODY, TEXT, PART = 7.0, 4.5, 3.0  # WCAG 2.2: AAA for what is read at length, AA for all text, AA for controls


def sheet(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (FOLDER / f"{name}.css").read_text(encoding="utf-8"), flags=re.DOTALL)


def layer(name: str, css: str) -> str:
    """What stands in the layer `name`, braces balanced."""
    start = css.index(f"@layer {name} {{")
    depth = 0
    for place in range(css.index("{", start), len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if not depth:
            return css[start : place + 1]
    raise AssertionError(f"the layer {name} does not end")


TOKENS = layer("tokens", sheet("site"))


def colour(token: str, scheme: str) -> str:
    """The six digits of a colour token in a scheme."""
    value = re.search(rf"--{token}: ([^;]+);", TOKENS)[1]
    both = re.fullmatch(r"light-dark\((#\w+), (#\w+)\)", value)
    digits = (both[1 if scheme == "light" else 2] if both else value).removeprefix("#")
    return digits if len(digits) == 6 else "".join(2 * digit for digit in digits)


def luminance(digits: str) -> float:
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, scheme: str) -> float:
    lighter, darker = sorted((luminance(colour(one, scheme)), luminance(colour(other, scheme))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_that_of_wcag():
    assert luminance("ffffff") == pytest.approx(1)
    assert (1 + 0.05) / (luminance("777777") + 0.05) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        *(("ink", ground, BODY) for ground in ("paper", "paper-raised", "added", "removed", "pointed")),
        ("ink-soft", "paper", BODY),  # standfirsts are read, too
        ("ink-soft", "paper-raised", TEXT),
        ("accent", "paper", TEXT),
        ("accent", "paper-raised", TEXT),
        ("on-accent", "accent", TEXT),
        ("on-alarm", "alarm", TEXT),
        ("paper", "ink", TEXT),  # buttons and the label “sponsored”
        ("on-focus", "focus", TEXT),  # marks in search, and the two rings of a focus against each other
        ("ink-soft", "paper", PART),  # the edges of fields
    ],
)
def test_every_pair_of_colours_that_meet_has_its_contrast_in_both_schemes(ink, ground, least, scheme):
    assert contrast(ink, ground, scheme) >= least


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "paper-raised", "alarm"])
def test_of_the_two_rings_of_a_focus_one_is_seen_on_every_ground(ground, scheme):
    assert max(contrast(ring, ground, scheme) for ring in ("focus", "on-focus")) >= PART


@pytest.mark.parametrize("name", SHEETS)
def test_custom_properties_and_colours_stand_in_the_tokens_alone(name):
    css = sheet(name).replace(TOKENS, "")
    assert not re.search(r"[{;]\s*--[\w-]+:", css)
    assert not re.search(r"#[0-9a-f]{3,8}\b[^{}]*;|\b(?:rgb|hsl|oklch|color-mix|light-dark)\(", css)
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= set(re.findall(r"(--[\w-]+):", TOKENS))


def test_every_token_is_used():
    together = "".join(sheet(name) for name in [*SHEETS, "at-a-moment"])
    assert {token for token in re.findall(r"(--[\w-]+):", TOKENS) if f"var({token})" not in together} == set()


@pytest.mark.parametrize("name", SHEETS)
def test_everything_stands_in_a_layer(name):
    css = sheet(name)
    if name == "site":
        assert css.lstrip().startswith("@layer reset, tokens, base, components, utilities;")
        css = css.replace("@layer reset, tokens, base, components, utilities;", "")
    for known in ("reset", "tokens", "base", "components", "utilities"):
        if f"@layer {known} {{" in css:
            css = css.replace(layer(known, css), "")
    assert not css.strip()


@pytest.mark.parametrize("name", SHEETS)
def test_sides_follow_the_writing_direction(name):
    css = sheet(name)
    assert not re.search(r"(margin|padding|border|inset|scroll-margin)-(left|right|top|bottom)", css)
    assert not re.search(r"[{;\s](left|right|top|bottom|width|height|(?:min|max)-(?:width|height)):", css)
    assert not re.search(r"(text-align|float|clear): ?(left|right)|\b(border|corner)-(top|bottom)-(left|right)", css)


@pytest.mark.parametrize("name", SHEETS)
def test_sizes_of_type_are_tokens_in_rem_and_follow_the_reader_s_own(name):
    css = sheet(name)
    sizes = re.findall(r"font-size: ([^;]+);", css.replace(TOKENS, "").split("@media print")[0])
    assert all(re.fullmatch(r"var\(--size-[a-z]+\)", size) for size in sizes)
    assert not re.search(r"font:[^;]*\d(?:px|rem|em)[ /]", css.replace(TOKENS, ""))
    assert all(size.endswith("rem") for size in re.findall(r"--size-[a-z]+: ([^;]+);", TOKENS))
    assert all(float(size[:-3]) >= 0.875 for size in re.findall(r"--size-[a-z]+: ([^;]+);", TOKENS))


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_asks_for_nothing_more(name):
    assert not re.search(r"url\(|@import|@font-face", sheet(name))


def test_arabic_has_more_room_between_its_lines_and_neither_slant_nor_spacing():
    arabic = re.search(r":lang\(ar\)[^{]*\{([^}]*)\}", TOKENS)[1]
    values = dict(re.findall(r"--([\w-]+): ([^;]+);", arabic))
    assert float(values["line-text"]) >= 1.6
    assert (values["tight"], values["slant"]) == ("0", "normal")
    for name in SHEETS:
        outside = sheet(name).replace(TOKENS, "")
        assert not re.search(r"letter-spacing: (?!var\(--tight\))", outside)
        assert not re.search(r"font-style: italic|font: italic", outside)


@pytest.mark.parametrize("names", TOGETHER)
def test_the_style_of_a_page_weighs_at_most_ten_kilobytes_in_all(names):
    """Compressed with gzip, as whitenoise stores the files; with brotli they are smaller still."""
    assert sum(len(gzip.compress((FOLDER / f"{name}.css").read_bytes(), 9)) for name in names) <= 10_000
