"""Forms of the CV writer. None has a model, none writes anything.

`said_of` gives what a form shows of a draft or of an item, `put_into` the draft or the item
with what the form says; of answers that are not in order, what was there before stays.
"""
