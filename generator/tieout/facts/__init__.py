"""What records state, and all that follows from it."""
