"""`python -m tieout` is the command `tieout`."""

from tieout.cli.main import main

if __name__ == "__main__":
    main()
