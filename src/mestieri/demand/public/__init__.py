"""Pages outside the Banco: the form of companies without an account, a calendar by its address."""
