"""Issuers worked out once, and beside each other: what has not changed is not worked out again."""
