"""One file a format that is not a PDF."""
