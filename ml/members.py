"""Every forecaster there is, and those whose mean is shown."""

from ml.boosting import Trees
from ml.garch import Garch
from ml.har import Har
from ml.member import Member
from ml.neural import Networks

MEMBERS: dict[str, Member] = {
    member.name: member
    for member in (
        Har(),
        Networks("linear", "LinearScale", 1),
        Networks("mlp", "Mlp", 3),
        Trees(),
        Garch(),
        Networks("gru", "Gru", 3, reads_steps=True, thinned=4),
        Networks("lstm", "Lstm", 3, reads_steps=True, thinned=4),
        Networks("transformer", "Transformer", 3, reads_steps=True, thinned=4),
    )
}
SERVED = ("har", "linear", "mlp", "trees", "garch", "gru")
"""Members whose equal-weight mean is the forecast."""

QUICK = ("har", "linear", "trees")
"""Members that are fitted in seconds: a first model, until the whole one is there."""
