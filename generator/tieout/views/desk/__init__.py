"""What a text, a record or an article is told outside a build: in a reader's browser, by one door.

Everything here runs where only the standard library, pydantic and PyYAML are.
"""
