"""Questions to the calendar, each in a bounded number of SQL queries."""
