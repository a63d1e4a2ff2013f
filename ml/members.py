"""Every forecaster there is, and those whose mean is shown."""

from ml.boosting import Trees
from ml.garch import Garch
from ml.har import Har
from ml.member import Member
from ml.neural import Networks
from ml.pace import Pace

# Sequences are dear, and their networks are as good as they get after a few rounds.
_SHORT = Pace(epochs=16, patience=3, rate=3e-3)

MEMBERS: dict[str, Member] = {
    member.name: member
    for member in (
        Har(),
        Networks("linear", "LinearScale", 1, grounded=False),
        Networks("mlp", "Mlp", 3),
        Trees(),
        Garch(),
        Networks("gru", "Gru", 3, pace=_SHORT, reads_steps=True, thinned=4),
        Networks("lstm", "Lstm", 3, pace=_SHORT, reads_steps=True, thinned=4),
        Networks("transformer", "Transformer", 3, pace=_SHORT, reads_steps=True, thinned=4),
    )
}
SERVED = ("har", "linear", "mlp", "trees", "garch", "gru")
"""Members whose equal-weight mean is the forecast."""

QUICK = ("har", "linear", "trees")
"""Members that are fitted in seconds: a first model, until the whole one is there."""
