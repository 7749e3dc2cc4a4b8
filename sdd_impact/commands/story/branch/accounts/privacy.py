"""What the privacy review asked for."""


def mask(text):
    """Return the text with everything in front of the @ replaced."""
    return "**********@" + text.rpartition("@")[2]
