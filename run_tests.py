"""The name one of the printed pages gives to `python3 run.py test`."""

import runpy
import sys

sys.argv[1:1] = ["test"]
runpy.run_path(__file__.replace("run_tests.py", "run.py"), run_name="__main__")
