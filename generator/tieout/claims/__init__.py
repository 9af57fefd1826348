"""Claims: the numbers that articles state, found and held against the record."""
