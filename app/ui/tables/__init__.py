"""Tables of the window: their rows, their models, and how cells are painted."""
