"""The site's own words, and the languages that they are put into."""
