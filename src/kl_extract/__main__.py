"""``python -m kl_extract``."""

import sys

from kl_extract.cli import main

if __name__ == "__main__":
    sys.exit(main())
