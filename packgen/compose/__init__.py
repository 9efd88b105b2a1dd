"""Views: a form and a layout to a document; furniture to plain lines."""
