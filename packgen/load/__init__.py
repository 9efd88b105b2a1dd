"""Files to values, each with its diagnostics."""
