"""Make the vectors of the studio's own styles, so that no request has to: ``python -m bench.vectors``."""

from __future__ import annotations

import numpy as np

from backend.studio import embedding
from backend.studio.composer import styles
from backend.studio.composer.settling import describe


def main() -> None:
    folder = embedding.folder()
    if folder is None:
        raise SystemExit(f"The package {embedding.PACKAGE} is not installed.")
    texts = [describe(style) for style in styles.load_all().values()]
    vectors = embedding.Model(folder).embed(texts).astype(np.float16)
    names = np.array([embedding.digest(text) for text in texts])
    np.savez_compressed(embedding.KEPT, names=names, vectors=vectors)
    print(f"{len(texts)} styles, {embedding.KEPT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
