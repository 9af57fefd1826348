"""What the page Check runs in a reader's browser: interpreter, libraries, rooms."""
