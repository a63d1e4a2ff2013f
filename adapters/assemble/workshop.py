"""Who computes forecasts in earnest: processes of their own, models below the data directory."""

from typing import TYPE_CHECKING

from adapters.forecasting.workshop import ProcessWorkshop

if TYPE_CHECKING:
    from adapters.assemble.house import Ground

MODELS = "models"


def process_workshop(ground: "Ground") -> ProcessWorkshop:
    """Return what starts a process when something is asked."""
    return ProcessWorkshop(ground.settings.data_dir / MODELS, ground.outside.real)
