"""The picture library at the desk: upload, describe, credit, find. Registered in `articles/admin.py`.

forms      the forms of one picture and of an upload
library    the list: thumbnails, badges, filters
pages      further pages: several at once, two that look alike, what the comboboxes ask
picture    the admin itself
"""

from articles.pictures.admin.picture import PictureAdmin

__all__ = ["PictureAdmin"]
