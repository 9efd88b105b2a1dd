"""`python -m packgen` and the console script."""


def main() -> None:
    """Run the command line."""
    from packgen.cli.terminal.group import packgen

    packgen()


if __name__ == "__main__":
    main()
