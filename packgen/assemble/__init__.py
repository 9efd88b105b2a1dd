"""Pool and request to forms: select, order, label, lower."""
