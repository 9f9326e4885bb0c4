"""Forms of the room. Rules live in the services: these help to fill in."""
