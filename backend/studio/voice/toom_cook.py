"""Convolutions with half the multiplications: the Toom-Cook algorithm.

Four outputs of four taps are the coefficients of a product of two polynomials, which seven of its values determine:
seven multiplications where there were sixteen [1]_. More taps are pieces of four.

.. [1] A. L. Toom, "The complexity of a scheme of functional elements", 1963; as filters: S. Winograd, "Arithmetic
   complexity of computations", 1980.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

OUTPUTS = TAPS = 4
WIDE = OUTPUTS + TAPS - 1
# Where the polynomials are evaluated, besides at infinity: small numbers, whose powers cost no precision.
POINTS = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5)


def _values(coefficients: int) -> NDArray[np.float64]:
    """What turns the coefficients of a polynomial into its values at the points and at infinity."""
    finite = np.vander(POINTS, coefficients, increasing=True)
    return np.vstack([finite, np.eye(coefficients)[-1:]])


OF_SIGNAL = np.ascontiguousarray(np.linalg.inv(_values(WIDE)).T, np.float32)
OF_WEIGHTS = _values(TAPS)
OF_PRODUCTS = np.ascontiguousarray(_values(OUTPUTS).T, np.float32)


def evaluated(weights: Floats) -> Floats:
    """The values of some weights [shape=(outputs, channels, taps)] at the points.

    Returns
    -------
    numpy.ndarray
        [shape=(7, outputs, pieces * channels)], the first piece of all channels first
    """
    outputs, channels, taps = weights.shape
    pieces = pieces_of(taps)
    padded = np.pad(weights, ((0, 0), (0, 0), (0, pieces * TAPS - taps))).reshape(outputs, channels, pieces, TAPS)
    values = np.einsum("vt,ocpt->vopc", OF_WEIGHTS, padded, optimize=True)
    return np.ascontiguousarray(values.reshape(WIDE, outputs, pieces * channels), np.float32)


def pieces_of(taps: int) -> int:
    """How many pieces of four some taps are."""
    return -(-taps // TAPS)
