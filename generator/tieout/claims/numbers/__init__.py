"""Numbers as a text prints them, as exact intervals."""
