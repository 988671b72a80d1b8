"""The examples' format is read by the benchmark; tests ask it too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
