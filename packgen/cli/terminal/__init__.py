"""What the commands share: the group that finds them, messages, tables, shell completion."""
