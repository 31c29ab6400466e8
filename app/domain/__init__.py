"""What the words mean: facts, standards and verdicts as plain Python values."""
