"""What a user can do with a school's figures; no window, no SQL."""
