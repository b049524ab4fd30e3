"""The font of invisible text: every Vietnamese letter, half an em wide, with nothing to see.

`python -m ingest.exports.glyphless` writes `glyphless.ttf` anew; the file holds no outlines, so it is nobody's work.
"""

from importlib import resources
from pathlib import Path

FAMILY = "BocTachGlyphless"
UNITS_PER_EM = 1000
ADVANCE = 500
# Basic Latin to Latin Extended-B, the combining marks, Vietnamese, punctuation, currency, letterlike signs, arrows,
# operators, shapes: what stands in office papers. Other characters are printed as a replacement sign.
RANGES = ((0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x323), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20BF))
MORE_RANGES = ((0x2100, 0x218F), (0x2190, 0x22FF), (0x25A0, 0x27BF), (0xFFFD, 0xFFFD))


def font_bytes() -> bytes:
    """Return the font file."""
    return resources.files("ingest.exports").joinpath("glyphless.ttf").read_bytes()


def characters() -> list[int]:
    """Return the code points the font has."""
    return [code for first, last in RANGES + MORE_RANGES for code in range(first, last + 1)]


def build(path: Path) -> None:
    """Write the font to `path`; needs fontTools, which only developers have."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    codes = characters()
    names = [".notdef", *(f"u{code:04X}" for code in codes)]
    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"u{code:04X}" for code in codes})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics({name: (ADVANCE, 0) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": FAMILY})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost(keepGlyphNames=False)
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    builder.save(path)


if __name__ == "__main__":
    build(Path(__file__).with_name("glyphless.ttf"))
