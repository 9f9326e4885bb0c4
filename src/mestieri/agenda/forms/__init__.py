"""Forms of the calendar. Rules live in the services: these help to fill in."""
