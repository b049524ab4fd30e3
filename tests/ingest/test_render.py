"""Page pictures: scans as they are stored, drawn pages at a fitting resolution, never more pixels than allowed."""

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.render import (
    DRAWN_DPI,
    LAYER_DPI,
    Picture,
    TooManyPixels,
    drawn,
    find_scan,
    image_picture,
    layer_dpi,
    pdf_picture,
)
from tests.ingest.papers import digital_pdf

LIMIT = 40_000_000


def noise(width: int, height: int) -> Image.Image:
    """Return a picture that any resampling would change."""
    return Image.fromarray(np.random.default_rng(5).integers(0, 256, (height, width), dtype=np.uint8))


def pdf_of(image: Image.Image, *, size: tuple[float, float] = (595.44, 841.92), **where: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    place = {"x": 0, "y": 0, "width": size[0], "height": size[1], **where}
    canvas.drawImage(ImageReader(image), **place)
    canvas.save()
    return out.getvalue()


def first_page(data: bytes) -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(data)[0]


def gray(picture: Picture) -> Picture:
    return picture if picture.ndim == 2 else picture[:, :, 0]


def test_scan_comes_as_it_is_stored() -> None:
    image = noise(827, 1169)
    picture, dpi = pdf_picture(first_page(pdf_of(image)), max_pixels=LIMIT)
    assert dpi == 100
    assert np.array_equal(gray(picture), np.asarray(image))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_scan_is_turned_as_its_page_says(turn: int) -> None:
    image = noise(400, 500)
    page = first_page(pdf_of(image, size=(288, 360)))
    page.set_rotation(turn)
    picture, _ = pdf_picture(page, max_pixels=LIMIT)
    assert np.array_equal(gray(picture), np.rot90(np.asarray(image), k=-(turn // 90)))


def test_fax_pixels_are_squared() -> None:
    fax = noise(1687, 1146)
    picture, dpi = pdf_picture(first_page(pdf_of(fax, size=(595.4, 842.0))), max_pixels=LIMIT)
    assert dpi == 204
    height, width = picture.shape[:2]
    assert width == 1687
    assert abs(height / width - 842.0 / 595.4) < 0.005


def test_very_fine_scan_is_reduced() -> None:
    picture, dpi = pdf_picture(first_page(pdf_of(noise(1200, 1500), size=(144, 180))), max_pixels=LIMIT)
    assert dpi == DRAWN_DPI
    assert picture.shape[:2] == (750, 600)


def test_page_without_scan_is_drawn() -> None:
    page = first_page(digital_pdf())
    picture, dpi = pdf_picture(page, max_pixels=LIMIT)
    assert dpi == DRAWN_DPI
    assert picture.min() < 100 < picture.max()
    assert layer_dpi(page, max_pixels=LIMIT) == LAYER_DPI


def test_small_picture_on_a_page_does_not_set_its_resolution() -> None:
    page = first_page(pdf_of(noise(600, 600), width=72, height=72))
    scan = find_scan(page)
    assert scan is not None
    assert scan.share < 0.02
    assert layer_dpi(page, max_pixels=LIMIT) == LAYER_DPI
    _, dpi = pdf_picture(page, max_pixels=LIMIT)
    assert dpi == DRAWN_DPI


def test_scan_with_a_stamp_printed_over_it_is_drawn_with_the_stamp() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.44, 841.92))
    canvas.drawImage(ImageReader(Image.new("L", (1654, 2339), 255)), 0, 0, 595.44, 841.92)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(300, 400, 100, 100, fill=1)
    canvas.save()
    picture, dpi = pdf_picture(first_page(out.getvalue()), max_pixels=LIMIT)
    assert dpi == 200
    assert picture[picture.shape[0] // 2 - 60, picture.shape[1] // 2 + 60].tolist() == [0, 0, 255]


@pytest.mark.parametrize("size", [(200, 200), (14_400, 14_400), (14_400, 20)])
def test_no_page_is_drawn_with_more_pixels_than_allowed(size: tuple[float, float]) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.rect(0, 0, 10, 10)
    canvas.save()
    page = first_page(out.getvalue())
    picture, _ = pdf_picture(page, max_pixels=1_000_000)
    assert picture.shape[0] * picture.shape[1] <= 1_050_000
    layer = drawn(page, dpi=layer_dpi(page, max_pixels=1_000_000))
    assert layer.shape[0] * layer.shape[1] <= 1_050_000


def test_page_of_absurd_size_is_refused() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(3_000_000, 3_000_000))
    canvas.rect(0, 0, 10, 10)
    canvas.save()
    with pytest.raises(TooManyPixels):
        pdf_picture(first_page(out.getvalue()), max_pixels=1_000_000)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_image_of_any_mode_becomes_gray_or_colour(mode: str, tmp_path: Path) -> None:
    path = tmp_path / "quét"
    image = Image.new(mode, (300, 400))
    image.save(path, "TIFF", dpi=(200, 200))
    picture, dpi = image_picture(path, 1, max_pixels=LIMIT)
    assert picture.dtype == np.uint8
    assert picture.shape in {(400, 300), (400, 300, 3)}
    assert dpi == 200


def test_transparent_image_lies_on_white(tmp_path: Path) -> None:
    path = tmp_path / "quét"
    Image.new("RGBA", (30, 40), (0, 0, 0, 0)).save(path, "PNG")
    picture, _ = image_picture(path, 1, max_pixels=LIMIT)
    assert picture.min() == 255


def test_deep_gray_keeps_its_range(tmp_path: Path) -> None:
    path = tmp_path / "quét"
    Image.fromarray(np.linspace(0, 65535, 256, dtype=np.uint16).reshape(16, 16)).save(path, "PNG")
    picture, _ = image_picture(path, 1, max_pixels=LIMIT)
    assert (picture.min(), picture.max()) == (0, 255)


def test_photo_is_set_upright_as_its_camera_says(tmp_path: Path) -> None:
    path = tmp_path / "ảnh"
    exif = Image.Exif()
    exif[0x0112] = 6
    noise(300, 200).save(path, "JPEG", exif=exif)
    picture, _ = image_picture(path, 1, max_pixels=LIMIT)
    assert picture.shape[:2] == (300, 200)


def test_image_without_resolution_is_taken_for_a4(tmp_path: Path) -> None:
    path = tmp_path / "quét"
    noise(1654, 2339).save(path, "PNG")
    assert image_picture(path, 1, max_pixels=LIMIT)[1] == 200


def test_every_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    path = tmp_path / "quét"
    frames = [Image.new("L", (100, 100), shade) for shade in (10, 20, 30)]
    frames[0].save(path, "TIFF", save_all=True, append_images=frames[1:], dpi=(100, 100))
    assert [int(image_picture(path, number, max_pixels=LIMIT)[0][5, 5]) for number in (1, 2, 3)] == [10, 20, 30]


def test_image_over_the_limit_is_reduced_and_a_flood_refused(tmp_path: Path) -> None:
    path = tmp_path / "quét"
    Image.new("L", (2000, 1000), 255).save(path, "PNG", dpi=(300, 300))
    picture, dpi = image_picture(path, 1, max_pixels=500_000)
    assert picture.shape[0] * picture.shape[1] <= 501_000
    assert dpi == 150
    with pytest.raises(TooManyPixels):
        image_picture(path, 1, max_pixels=400_000)
