"""From a request to people: choosing, asking each one, sending, what came of it."""
