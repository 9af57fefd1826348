"""Other people's figures to records: the SEC's company facts, and tables of a spreadsheet."""
