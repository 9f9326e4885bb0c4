"""Pure Python libraries: no Django, nothing else of ours, each usable alone."""
