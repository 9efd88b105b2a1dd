"""Rules that look at the versions of a paper, too: `make` loads these and no others."""
