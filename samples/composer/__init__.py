"""Typesets the sample papers under Nghị định 30/2020 and makes digital PDFs and scans of them, reproducibly."""
