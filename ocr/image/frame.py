"""The way back: where on the page image a spot of the prepared image came from."""

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from ocr.image.pixels import Pixels, Points
from ocr.page import Box


@dataclass(frozen=True, slots=True)
class Bend:
    """How many rows lines of a curled sheet stray from level, known at knots and interpolated between them."""

    rows_px: npt.NDArray[np.float32]
    columns_px: npt.NDArray[np.float32]
    depth_px: npt.NDArray[np.float32]  # one row per knot row, one column per knot column

    def at(self, points: Points) -> npt.NDArray[np.float32]:
        """Return the bend at points given as (x, y)."""
        x = np.interp(points[:, 0], self.columns_px, np.arange(len(self.columns_px)))
        y = np.interp(points[:, 1], self.rows_px, np.arange(len(self.rows_px)))
        x0, y0 = np.floor(x).astype(int), np.floor(y).astype(int)
        x1, y1 = np.minimum(x0 + 1, len(self.columns_px) - 1), np.minimum(y0 + 1, len(self.rows_px) - 1)
        fx, fy = x - x0, y - y0
        depth = self.depth_px
        top = depth[y0, x0] * (1 - fx) + depth[y0, x1] * fx
        bottom = depth[y1, x0] * (1 - fx) + depth[y1, x1] * fx
        return np.asarray(top * (1 - fy) + bottom * fy, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Frame:
    """A view of a page image: `width` × `height` pixels, each taken from `back` × (its place + its bend)."""

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
            points = points + np.stack([np.zeros(len(points), np.float32), self.bend.at(points)], axis=1)
        spread = np.concatenate([points, np.ones((len(points), 1))], axis=1) @ self.back.T
        return np.asarray(spread[:, :2] / spread[:, 2:], dtype=np.float32)

    def page_box(self, box: Box, *, width: int, height: int) -> Box:
        """Return the box on the page image around what `box` holds in this view, inside `width` × `height`."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        middle = (left + right) / 2
        around = [(left, top), (middle, top), (right, top), (right, bottom), (middle, bottom), (left, bottom)]
        spots = self.page_points(np.array(around, dtype=np.float32))
        least, most = np.floor(spots.min(axis=0) + 0.01), np.ceil(spots.max(axis=0) - 0.01)
        x0, y0 = int(np.clip(least[0], 0, width - 1)), int(np.clip(least[1], 0, height - 1))
        return Box(x0, y0, int(np.clip(most[0], x0 + 1, width)), int(np.clip(most[1], y0 + 1, height)))

    def taken(self, page: Pixels, *, outside: int = 255) -> Pixels:
        """Return this view of the page image; spots that lie outside the page are `outside` bright."""
        if self.is_plain():
            return page
        size = (self.width, self.height)
        if self.bend is None:
            shrinks = abs(np.linalg.det(self.back[:2, :2])) > 1
            how = cv2.INTER_AREA if shrinks and _only_scales(self.back) else cv2.INTER_CUBIC
            flags = how | cv2.WARP_INVERSE_MAP
            if how == cv2.INTER_AREA:
                return np.asarray(cv2.resize(page, size, interpolation=how), dtype=np.uint8)
            view = cv2.warpPerspective(
                page, self.back, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=outside
            )
            return np.asarray(view, dtype=np.uint8)
        return self._remapped(page, outside)

    def _remapped(self, page: Pixels, outside: int) -> Pixels:
        columns, rows = np.meshgrid(np.arange(self.width, dtype=np.float32), np.arange(self.height, dtype=np.float32))
        spots = self.page_points(np.stack([columns.ravel(), rows.ravel()], axis=1))
        x, y = spots[:, 0].reshape(rows.shape), spots[:, 1].reshape(rows.shape)
        view = cv2.remap(page, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=outside)
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
