"""Pages in the forms other programs take: layout JSON, hOCR, ALTO 4, a searchable PDF."""

from ingest.exports.alto import alto
from ingest.exports.hocr import hocr
from ingest.exports.layout_json import layout_json
from ingest.exports.restored import restored_pages
from ingest.exports.searchable import searchable_pdf, searchable_pictures

__all__ = ["alto", "hocr", "layout_json", "restored_pages", "searchable_pdf", "searchable_pictures"]
