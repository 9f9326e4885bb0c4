"""Pages of the Banco."""
