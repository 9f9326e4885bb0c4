"""Pages of the CV bank at the Banco."""
