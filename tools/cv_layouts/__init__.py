"""Makes the CVs of `tests/engines/europass/layouts_seen`; see `tools/make_cv_layouts.py`."""
