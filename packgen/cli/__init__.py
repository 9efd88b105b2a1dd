"""One file a command, each thin: parse, call, print."""
