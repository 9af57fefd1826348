"""What is coming, missing and corrected, and how the site works."""
