"""What a change of the briefs changes on the site, for whoever reviews it."""
