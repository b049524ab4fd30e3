"""The way back: where on the page image a spot of the prepared image came from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.bend import Bend
from ocr.image.pixels import Pixels, Points
from ocr.page import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """A view of a page image: `width` × `height` pixels, each taken from `back` × its place, first bent by `bend`."""

    width: int
    height: int
    back: npt.NDArray[np.float64] = field(default_factory=lambda: np.eye(3))
    bend: Bend | None = None

    def is_plain(self) -> bool:
        """Whether the view is the page itself."""
        return self.bend is None and bool(np.array_equal(self.back, np.eye(3)))

    def page_points(self, points: Points) -> Points:
        """Return where points (x, y) of this view lie on the page image."""
        if self.bend is not None:
            points = self.bend.bent(points)
        spread = np.concatenate([points, np.ones((len(points), 1))], axis=1) @ self.back.T
        return np.asarray(spread[:, :2] / spread[:, 2:], dtype=np.float32)

    def page_boxes(self, boxes: Sequence[Box], *, width: int, height: int) -> list[Box]:
        """Return the boxes on the page image around what each of `boxes` holds in this view, inside `width` × `height`.

        All at once: one by one, the boxes of a page took ten times as long.
        """
        if not boxes:
            return []
        around = [
            spot
            for box in boxes
            for x in (box.left, (box.left + box.right) / 2, box.right)
            for spot in ((x, box.top), (x, box.bottom))
        ]
        spots = self.page_points(np.array(around, dtype=np.float32).reshape(-1, 2)).reshape(-1, 6, 2)
        limits = np.array([width, height])
        first = np.clip(np.floor(spots.min(axis=1) + np.float32(0.01)), 0, limits - 1).astype(int)
        last = np.clip(np.ceil(spots.max(axis=1) - np.float32(0.01)), first + 1, limits).astype(int)
        return [Box(*corners) for corners in np.hstack([first, last]).tolist()]

    def taken(self, page: Pixels, *, outside: int = 255) -> Pixels:
        """Return this view of the page image; spots that lie outside the page are `outside` bright."""
        if self.is_plain():
            return page
        size = (self.width, self.height)
        if self.bend is not None:
            return self._straightened(page, self.bend, outside)
        if _only_scales(self.back) and self.back[0, 0] > 1:
            return np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        view = cv2.warpPerspective(
            page, self.back, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=outside
        )
        return np.asarray(view, dtype=np.uint8)

    def _straightened(self, page: Pixels, bend: Bend, outside: int) -> Pixels:
        x, y = bend.places(self.width, self.height)
        back = self.back.astype(np.float32)
        across, down, away = (row[0] * x + row[1] * y + row[2] for row in back)
        view = cv2.remap(
            page, across / away, down / away, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=outside
        )
        return np.asarray(view, dtype=np.uint8)


def leaning(width: int, height: int, *, slope_deg: float, scale: float) -> Frame:
    """Return the view of a `width` × `height` page that is `scale` times as large, its lines brought level."""
    new_width, new_height = max(1, round(width * scale)), max(1, round(height * scale))
    if slope_deg == 0 and scale == 1:
        return Frame(width, height)
    if slope_deg == 0:
        return Frame(new_width, new_height, np.diag([width / new_width, height / new_height, 1.0]))
    turn = np.vstack([cv2.getRotationMatrix2D(((new_width - 1) / 2, (new_height - 1) / 2), slope_deg, 1.0), [0, 0, 1]])
    return Frame(new_width, new_height, np.diag([width / new_width, height / new_height, 1.0]) @ turn)


def _only_scales(back: npt.NDArray[np.float64]) -> bool:
    return bool(np.count_nonzero(back - np.diag(np.diag(back))) == 0)
