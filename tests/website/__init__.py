"""What is made for a site that any program has built."""
