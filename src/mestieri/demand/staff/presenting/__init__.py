"""Pages of the Banco from a request to people, and of the title by which they are presented."""
