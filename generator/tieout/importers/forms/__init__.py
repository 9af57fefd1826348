"""Forms that strangers fill in on the web, as changes of the briefs."""
