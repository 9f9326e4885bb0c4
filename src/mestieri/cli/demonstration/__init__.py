"""The three synthetic centres of the demo. Nobody and nothing in them exists."""
