"""The page of an issuer."""
