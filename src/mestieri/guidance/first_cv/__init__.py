"""A first CV, written a page at a time, of which nothing is kept.

What has been written travels from page to page inside the page itself, closed with a key of
the installation (`ticket`): there is no row, no session, no cookie, no file.
"""
