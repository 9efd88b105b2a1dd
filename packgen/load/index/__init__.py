"""The index of a large bank: what its files hold, kept in the cache folder, never the truth, safe to delete."""
