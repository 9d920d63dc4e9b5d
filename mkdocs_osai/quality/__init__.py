"""What is wrong with the files of an index, what could be better, and how it is fixed."""
