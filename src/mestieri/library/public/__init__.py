"""Pages of the library for citizens."""
