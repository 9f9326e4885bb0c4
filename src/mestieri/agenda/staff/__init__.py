"""Pages of the calendar at the Banco."""
