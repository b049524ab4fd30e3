"""Training of our own Tesseract network for office type."""
