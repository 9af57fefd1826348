"""Tieout: investor briefs whose every number ties out. `build.py` is the whole story."""
