"""Copies of the whole installation: made while it serves, closed with a key, put back whole.

A copy is one file: age( gzip( tar ) ). In the tar, in this order:

- `opening.json`: format, version, kind of database, migrations: refused early when it is not ours;
- `database/…`: SQLite as one file, PostgreSQL as pieces of COPY a table;
- `media/…`, `documents/…`, `private/…`: the files;
- `manifest.json`: rows of each table, size and SHA-256 of each member. A copy without it is cut.

The search index and the files of the pages are not in it: they are made again. Nor is the
secret key of the installation, nor the key that opens the copy.

`making` writes it, `restoring` reads it into a folder (and, with PostgreSQL, a schema) beside
the live ones, `staging` makes an installation of that, `swapping` puts it in their place.
"""
