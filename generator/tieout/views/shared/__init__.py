"""What more than one kind of page shows."""
