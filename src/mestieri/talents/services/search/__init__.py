"""The search among CVs: what is searched, searches kept, lists, who searched."""
