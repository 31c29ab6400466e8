"""Editors, one per kind of fact, and the table that finds them."""
