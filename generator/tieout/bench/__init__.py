"""How well claims are found and judged, measured on labelled articles."""
