"""A general grammar of sentences on earnings: words, noun phrases, and what numbers are of them."""
