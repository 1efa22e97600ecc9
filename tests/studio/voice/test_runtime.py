import subprocess
import sys

LOOK = """
import sys, backend.app, backend.wiring_music, backend.worker
assert "onnxruntime" not in sys.modules
"""


def test_what_is_loaded_before_processes_are_forked_is_without_the_runtime_and_its_threads():
    subprocess.run([sys.executable, "-c", LOOK], check=True)
