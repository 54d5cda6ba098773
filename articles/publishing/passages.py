"""A body as an editor or a reader compares it: the plain words of each block, pictures by name."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from articles.pictures.models import Picture
from articles.publishing.parts import no_longer_there
from articles.text.blocks import blocks_of, picture_keys
from articles.text.embeds import embed_addresses
from articles.text.sanitise import plain_text


def picture_names(markups: Iterable[str]) -> dict[int, str]:
    """The desk's name of each picture that these bodies refer to. One query, none without pictures."""
    keys = {key for markup in markups for key in picture_keys(markup)}
    return dict(Picture.objects.filter(pk__in=keys).values_list("pk", "title")) if keys else {}


def words_of_block(block: str, names: dict[int, str]) -> str:
    """One block in plain words; a picture says its name, an embed its address, a rule that it is one."""
    text = " ".join(plain_text(block).split("\n"))
    pictures = [_("Picture “%s”") % (names.get(key) or no_longer_there(key)) for key in picture_keys(block)]
    pictures += [_("Embed %s") % address for address in embed_addresses(block)]
    if block.startswith("<hr"):
        return "* * *"
    return ": ".join(filter(None, [", ".join(pictures), text])) or _("(an empty paragraph)")


def words_of_blocks(*markups: str | None) -> dict[str, str]:
    """The plain words of every block of these bodies, by the block's markup. At most one query."""
    given = [markup for markup in markups if markup]
    names = picture_names(given)
    return {block: words_of_block(block, names) for markup in given for block in blocks_of(markup)}
