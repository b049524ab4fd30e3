"""What `python -m diacritics.train` is made of: corpora, worn pages, counts."""
