"""What the search finds: an issuer's figures and claims by all the names they go by."""
