"""Claims of all articles, and who made them."""
