"""The process that computes, with one small member in each model: `python -m tests.end_to_end.tiny_worker FOLDER`.

What it learns while a file "wide" lies in the folder says ranges three times too wide; while "broken" lies there, a
training dies in the midst.
"""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

WIDE, BROKEN = "wide", "broken"


def main(folder: str) -> None:
    """Answer until the input ends."""
    from adapters.forecasting import worker
    from ml import model as models
    from ml.recalibration import Widths

    learn = models.learn

    def learn_little(*args: Any, **kwargs: Any) -> models.Model:
        if (Path(folder) / BROKEN).exists():
            os._exit(9)
        model = learn(*args, **kwargs)
        if not (Path(folder) / WIDE).exists():
            return model
        return replace(model, widths=Widths(model.widths.pooled * 3, model.widths.own * 3))

    vars(models).update(QUICK=("har",), SERVED=("har",), learn=learn_little)
    worker.main(folder)


if __name__ == "__main__":
    main(sys.argv[1])
