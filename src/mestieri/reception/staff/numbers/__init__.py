"""The director's page: «I numeri», on screen, on paper and as a file."""
