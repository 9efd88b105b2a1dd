"""Atoms to pages: pure, no fonts, no PDF."""
