"""Structure before grammar: tables, lists and marks, read from how a text is laid out."""
