"""The verbs of the room: the only code that writes."""
