"""Blocks to galleys: the only room that imports reportlab."""
