"""The window of the district desk."""
