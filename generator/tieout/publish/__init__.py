"""What is written beside the pages, and how the built site takes the place of the old one."""
