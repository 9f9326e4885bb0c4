"""Pages for who owns a CV."""
