"""Makes the network that reads pen figures: `python -m ocr.handwriting.training --help`; see MODEL_CARD.md."""
