"""What is a call in a page and what is not."""
