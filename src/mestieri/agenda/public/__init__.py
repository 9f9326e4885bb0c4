"""Pages of the calendar for citizens."""
