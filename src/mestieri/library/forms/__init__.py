"""Forms of the library. Rules live in the services: these help to fill in."""
