"""Decisions on nouns: pairing, impacts, what is asked, the verdict. No input or output."""
