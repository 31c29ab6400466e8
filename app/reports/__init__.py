"""Reports: an evaluation becomes a document (what it says), then PDF and Excel (how it looks)."""
