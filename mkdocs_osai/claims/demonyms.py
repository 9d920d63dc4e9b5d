"""Adjectives of places: "American models" are those from the United States."""

DEMONYMS = {
    "united states": ("american", "us", "u.s."),
    "united kingdom": ("british", "uk"),
    "china": ("chinese",),
    "france": ("french",),
    "germany": ("german",),
    "europe": ("european",),
    "japan": ("japanese",),
    "south korea": ("south korean", "korean"),
    "canada": ("canadian",),
    "switzerland": ("swiss",),
    "india": ("indian",),
    "israel": ("israeli",),
    "italy": ("italian",),
    "spain": ("spanish",),
    "netherlands": ("dutch",),
    "finland": ("finnish",),
    "sweden": ("swedish",),
    "singapore": ("singaporean",),
    "russia": ("russian",),
}
"""A place as a label has it, and as an adjective."""
