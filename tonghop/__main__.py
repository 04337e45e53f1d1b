"""``python -m tonghop`` is the command ``tonghop``."""

import sys

from tonghop.cli.main import main

sys.exit(main())
