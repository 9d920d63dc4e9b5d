"""What the program puts out, written down, so that a change of its structure can be held to it."""
