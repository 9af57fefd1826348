"""Issuers side by side: sectors, calendar quarters, the comparison, the screener."""
