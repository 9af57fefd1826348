"""The command `tieout`."""
