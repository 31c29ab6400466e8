"""Content becomes domain values, strictly: forms, standards and files of facts."""
