"""One file a view: a form and a layout to a document."""
