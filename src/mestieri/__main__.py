"""The `mestieri` command: `python -m mestieri` and the console script are the same thing."""

from mestieri.cli import run


def main() -> None:
    run()


if __name__ == "__main__":
    main()
