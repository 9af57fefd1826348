"""What each page shows, worked out and worded here so that its template only lays it out."""
