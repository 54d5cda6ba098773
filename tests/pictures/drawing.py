"""Files to upload: small pictures drawn by Pillow, with the metadata a camera would leave in them."""

from __future__ import annotations

import io

from PIL import Image

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def drawn(size=(900, 600), mode="RGB", *, file_format="JPEG", name="IMG_2041-pier.jpg", colour=None, **options):
    """A file like an upload: red on the left half, blue on the right, so that turning and cropping show."""
    picture = Image.new("RGB", size, "red")
    picture.paste(Image.new("RGB", (size[0] - size[0] // 2, size[1]), colour or "blue"), (size[0] // 2, 0))
    picture = picture.convert(mode)
    if "A" in mode:
        picture.putalpha(120)
    file = io.BytesIO()
    picture.save(file, file_format, **options)
    file.seek(0)
    file.name = name
    return file


def camera_metadata(orientation=1):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "SecretCameraMaker"
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 12.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return exif


def colour_at(picture, across, down):
    """“red”, “blue” or the RGB value at fractions of the picture."""
    red, green, blue = picture.convert("RGB").getpixel((int(across * picture.width), int(down * picture.height)))
    if red > 200 and blue < 60:
        return "red"
    if blue > 200 and red < 60:
        return "blue"
    return (red, green, blue)
