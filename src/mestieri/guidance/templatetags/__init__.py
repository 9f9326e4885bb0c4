"""Words of templates that guidance has of its own."""
