"""What a page says of the index, and the evidence for it."""
