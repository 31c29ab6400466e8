"""Parts of the standards page: what is done with editions, confirmed values and packs of one's own."""
