"""One file a command, each thin: parse, call, print.

Every module here is a command: its name is the command's name, the first line of its docstring the help that
`packgen --help` shows, its constant `COMMAND` the click command.  What commands share stands in `terminal/`.
"""
