"""Pages of the reception for citizens."""
