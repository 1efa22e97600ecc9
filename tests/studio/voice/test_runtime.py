import subprocess
import sys

LOOK = """
import sys, backend.app, backend.wiring_music, backend.worker
assert not {"onnxruntime", "scipy.signal"} & set(sys.modules)
"""


def test_what_is_forked_holds_neither_the_runtime_and_its_threads_nor_half_of_scipy():
    subprocess.run([sys.executable, "-c", LOOK], check=True)
