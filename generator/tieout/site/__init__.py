"""The edge to MkDocs, the look over the built site, and the swap that publishes it."""
