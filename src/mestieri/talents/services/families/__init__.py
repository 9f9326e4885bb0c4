"""Families of trades: the starter set, proposals, what the group changes, what people confirm."""
