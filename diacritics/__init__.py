"""Damaged Vietnamese text to Vietnamese: knows strings, and no pages."""
