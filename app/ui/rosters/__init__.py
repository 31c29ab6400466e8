"""Parts of the page 花名册: rows and what is counted from them, importing, marking complete."""
