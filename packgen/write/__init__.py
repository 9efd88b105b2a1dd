"""Pages to tagged PDF, packs to disk."""
