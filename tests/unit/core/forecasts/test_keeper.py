"""The keeper — what is trained unasked, how often, and what the owner hears."""

from datetime import timedelta

from adapters.storage.engine import Database
from core.forecasts.keeper import FULL_AGAIN_AFTER, TRAINED_ANEW_AFTER, TRIED_AGAIN_AFTER
from core.forecasts.model import HORIZONS, Lane
from core.forecasts.owners import FORECAST_MODELS
from core.forecasts.trainings import LEASE, Training
from core.kernel.errors import Unavailable
from core.market.model import to_ms
from core.people.model import Role
from tests.fakes.clock import ManualClock
from tests.fakes.forecast_past import BTC, ETH, SOL, LaidOutPast
from tests.fakes.forecast_room import SmallForecasts
from tests.fakes.forecasting import ClimatologyWorkshop
from tests.unit.core.forecasts.test_trainer import owner_of


async def newest(room: SmallForecasts, lane: Lane = Lane.DAILY) -> Training:
    training = (await room.models.lane(lane)).training
    assert training is not None
    return training


async def settle(room: SmallForecasts) -> None:
    """Train whatever is wanted at first."""
    for _ in range(4):
        assert await room.keeper.look()


async def told(store: Database, what: str, clock: ManualClock, owner: int, model: str) -> bool:
    async with store.reading() as work:
        day = to_ms(clock.now()) // 86_400_000
        return await work.outbox.find(f"{FORECAST_MODELS}:{what}:daily:{model}:{day}:{owner}") is not None


async def test_days_come_first_quickly_then_with_all_members_then_hours(room: SmallForecasts) -> None:
    order = []
    for _ in range(4):
        assert await room.keeper.look()
        trainings = [(await room.models.lane(lane)).training for lane in Lane]
        order.append([None if each is None else each.why for each in trainings])
    assert order == [["first", None], ["full", None], ["full", "first"], ["full", "full"]]
    assert not await room.keeper.look()
    cards = (await room.models.lane(Lane.DAILY)).cards
    assert [len(card.members) for card in cards] == [1, 2]
    # The full ones are as good as the quick ones here, which only held their place.
    assert len(room.changes) == 4
    for lane in Lane:
        models = await room.models.lane(lane)
        assert models.reign.champion == models.cards[-1].model_id


async def test_a_first_training_that_failed_is_tried_again_after_a_while(
    room: SmallForecasts, workshop: ClimatologyWorkshop, clock: ManualClock
) -> None:
    workshop.fails = Unavailable("training", "broken")
    assert not await room.keeper.look()
    workshop.fails = None
    first = (await newest(room)).number
    await room.keeper.look()
    assert (await newest(room)).number == first
    clock.set(clock.now() + TRIED_AGAIN_AFTER + timedelta(seconds=1))
    assert await room.keeper.look()
    assert (await newest(room)).outcome == "done"


async def test_a_training_by_hand_that_was_killed_delays_the_first_one_by_its_lease_alone(
    room: SmallForecasts, store: Database, clock: ManualClock
) -> None:
    async with store.begin() as work:
        await work.trainings.claim(Lane.DAILY, "owner", "somebody", clock.now(), clock.now() + LEASE)
        await work.commit()
    clock.advance(seconds=60)
    await room.keeper.look()
    assert (await newest(room)).why == "owner"
    clock.advance(seconds=60)
    assert await room.keeper.look()
    assert ((await newest(room)).why, (await newest(room)).outcome) == ("first", "done")


async def test_a_full_training_that_was_cut_off_is_done_within_hours_and_not_within_a_month(
    room: SmallForecasts, workshop: ClimatologyWorkshop, clock: ManualClock
) -> None:
    assert await room.keeper.look()
    workshop.fails = Unavailable("training", "broken")
    assert not await room.keeper.look()
    workshop.fails = None
    assert ((await newest(room)).why, (await newest(room)).outcome) == ("full", "unavailable")
    while await room.keeper.look():
        assert (await newest(room)).outcome == "unavailable"
    clock.set(clock.now() + FULL_AGAIN_AFTER + timedelta(seconds=1))
    assert await room.keeper.look()
    assert ((await newest(room)).why, (await newest(room)).outcome) == ("full", "done")


async def test_where_the_full_model_is_refused_the_quick_one_serves_and_another_full_one_is_trained_within_the_hour(
    room: SmallForecasts, workshop: ClimatologyWorkshop, clock: ManualClock
) -> None:
    await settle(room)
    reign = await room.models.reign(Lane.DAILY)
    assert reign.champion is not None
    workshop.broken.add(reign.champion)
    await room.keeper.watch()
    assert (await room.models.reign(Lane.DAILY)).champion == reign.previous
    clock.set(clock.now() + FULL_AGAIN_AFTER + timedelta(seconds=1))
    assert await room.keeper.look()
    assert (await newest(room)).why == "full"
    assert (await room.models.reign(Lane.DAILY)).champion not in {reign.champion, reign.previous}
    assert not await room.keeper.look()


async def test_while_a_challenger_stands_in_one_more_is_trained_and_if_it_is_worse_none_until_it_is_old(
    room: SmallForecasts, workshop: ClimatologyWorkshop, clock: ManualClock
) -> None:
    # The quick model serves on; the full one of days waits, and stands in where the file of the quick one is refused.
    workshop.widths = [1.0, 1.4, 1.0, 1.4, 2.0]
    await settle(room)
    reign = await room.models.reign(Lane.DAILY)
    assert reign.champion is not None and reign.challenger is not None
    workshop.broken.add(reign.champion)
    await room.keeper.watch()
    assert (await room.models.reign(Lane.DAILY)).champion == reign.challenger
    clock.set(clock.now() + FULL_AGAIN_AFTER + timedelta(seconds=1))
    assert await room.keeper.look()
    assert (await newest(room)).why == "full"
    assert (await room.models.reign(Lane.DAILY)).champion == reign.challenger
    clock.set(clock.now() + 2 * FULL_AGAIN_AFTER)
    assert not await room.keeper.look()


async def test_a_model_is_trained_anew_once_it_is_old(room: SmallForecasts, clock: ManualClock) -> None:
    await settle(room)
    clock.set(clock.now() + TRAINED_ANEW_AFTER - timedelta(days=1))
    assert not await room.keeper.look()
    clock.advance(days=2)
    assert await room.keeper.look()
    assert (await newest(room)).why == "age"


async def test_the_owner_has_one_trained_when_they_say_so(room: SmallForecasts, store: Database) -> None:
    await settle(room)
    await owner_of(store)
    async with store.reading() as work:
        (owner,) = await work.people.with_role(Role.OWNER)
    await room.models.want(Lane.HOURLY, owner)
    assert (await room.models.lane(Lane.HOURLY)).wanted
    assert await room.keeper.look()
    assert (await newest(room, Lane.HOURLY)).why == "owner"
    assert not (await room.models.lane(Lane.HOURLY)).wanted
    assert not await room.keeper.look()


async def test_ranges_that_are_worse_than_none_have_a_challenger_trained_once_a_day_and_the_owner_hears_of_it(
    room: SmallForecasts, past: LaidOutPast, store: Database, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    owner = await owner_of(store)
    # Ranges that are far too wide hold nearly always, and say less than the past does.
    workshop.widths = [2.5, 2.5]
    await settle(room)
    champion = (await room.models.reign(Lane.DAILY)).champion
    assert champion is not None
    for _ in range(14):
        await room.desk.expected((BTC, ETH, SOL), (HORIZONS["1d"],))
        clock.advance(days=1)
    await past.store(store)
    await room.resolver.look()
    live = (await room.records.of(HORIZONS["1d"])).live
    assert live is not None and live.skill is not None
    assert live.skill < 0
    before = await newest(room)
    assert await room.keeper.look()
    after = await newest(room)
    assert (after.why, after.number > before.number) == ("drift", True)
    assert (await room.models.reign(Lane.DAILY)).champion != champion
    assert await told(store, "loss", clock, owner, champion)
    assert not await room.keeper.look()


async def test_features_that_moved_away_are_told(
    room: SmallForecasts, store: Database, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    owner = await owner_of(store)
    await settle(room)
    champion = (await room.models.reign(Lane.DAILY)).champion
    assert champion is not None
    workshop.shifts = {"volatility": 0.05, "volume": 0.1, "momentum": 0.2}
    await room.keeper.watch()
    assert not await told(store, "features", clock, owner, champion)
    workshop.shifts = {"volatility": 0.9, "volume": 0.1, "momentum": 0.6}
    await room.keeper.watch()
    assert await told(store, "features", clock, owner, champion)


async def test_a_file_that_is_refused_while_it_is_watched_serves_no_more(
    room: SmallForecasts, store: Database, clock: ManualClock, workshop: ClimatologyWorkshop
) -> None:
    owner = await owner_of(store)
    await settle(room)
    champion = (await room.models.reign(Lane.DAILY)).champion
    assert champion is not None
    workshop.broken.add(champion)
    await room.keeper.watch()
    assert (await room.models.reign(Lane.DAILY)).champion != champion
    assert await told(store, "refused", clock, owner, champion)
