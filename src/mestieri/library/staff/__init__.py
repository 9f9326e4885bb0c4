"""Pages of the library at the Banco."""
