"""Pages of the reception at the Banco."""
