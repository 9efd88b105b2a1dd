"""One Python file a shape; conventions/ has one YAML file a kind."""
