"""Writing a record: Europass XML of 2020 and later, its JSON, and a PDF that carries it."""
