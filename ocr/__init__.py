"""Page images to words with boxes: knows pixels and geometry, and no Vietnamese."""
