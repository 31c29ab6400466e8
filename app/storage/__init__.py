"""The workspace: one SQLite file per school, and the only SQL of the program."""
