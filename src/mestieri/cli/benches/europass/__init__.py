"""How a CV is read: how fast, how completely, and how often by its headings alone."""
