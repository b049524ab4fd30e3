"""Text to values: knows offsets and block structure, and no images."""
