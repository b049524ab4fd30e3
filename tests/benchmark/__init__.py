"""Accuracy and cost as numbers: `python -m tests.benchmark`."""
