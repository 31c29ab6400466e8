"""dabiao 职校达标自评: a school checks itself, clause by clause, against the standards it is held to."""

__version__ = "0.1.0"
