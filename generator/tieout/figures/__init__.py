"""One number with its whole identity: as it is typed, kept, worked with and printed."""
