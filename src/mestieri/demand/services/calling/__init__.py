"""A call from its beginning to what comes next.

`taking` gives a caller the next company, under a lock of the database; `ending` writes down how
it ended and who owes the next step; `undoing` takes back a key pressed by mistake; `sessions`
counts the time given.
"""
