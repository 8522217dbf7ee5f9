"""`python -m scripts.demo_home`."""

import sys

from .cli import main

sys.exit(main())
