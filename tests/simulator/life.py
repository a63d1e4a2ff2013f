"""One process of the simulated house: it is assembled, hears what people say, and ends in peace or is killed."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from adapters.assemble import Application, Outside, assemble
from adapters.chance import SeededChance
from adapters.settings import Settings
from adapters.settings.values import Market, MarketKind
from bot.ports import Heard, Told
from core.delivery.deliverer import DeliveryPolicy
from core.kernel.clock import MarketClock
from core.kernel.figures import FigureName
from core.market.ports import Venue
from core.people.model import CodePurpose
from tests.simulator.answers import Answer
from tests.simulator.embedded import Steps, crash_image, threadless
from tests.simulator.faults import VENUES, Ending
from tests.simulator.people import DOOR, INVITED, MEMBER, OWNER, MoodyFace, Post
from tests.simulator.schedule import VirtualSchedule
from tests.simulator.venues import PlannedVenue
from tests.simulator.virtual_time import VirtualClock, VirtualLoop
from tests.simulator.world import COINS, World

INTERVALS = ("1m", "1h")
STOP_WITHIN_S = 9.0
HISTORY = "1m:1d,1h:2d"


class Life:
    """One process over the data in `folder`. What it does after its end counts for nobody."""

    def __init__(self, world: World, number: int, folder: Path, judge: Callable[[Answer], None]) -> None:
        self._world, self._number, self._folder, self._judge = world, number, folder, judge
        self._steps = Steps(Random(f"steps {world.seed} {number}"), world.trace)
        self._face = MoodyFace(Random(f"moods {world.seed} {number}"), world.timeline, world.whispers)
        self._venues: list[PlannedVenue] = []
        self._answering: Counter[int] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()
        self.ended_s = 0.0

    @property
    def is_over(self) -> bool:
        return self._ended.is_set()

    async def live(self, loop: VirtualLoop, ending: Ending | None, image: Path) -> list[str]:
        """Live until `ending`, or to the end of the world; return what went wrong unheard. What is left behind is in
        `image` after a death, else where it was."""
        with threadless(self._steps):
            application = await assemble(self._settings(), True, self._outside())
            await application.start()
            if self._number == 0:
                await self._move_in(application)
            listening = asyncio.create_task(self._listen(application))
            if ending is not None and ending.killed:
                await self._until(ending.at_s)
                self._steps.arm(ending.step, lambda: self._die(image))
                await self._ended.wait()
                await self._bury(application)
                return []
            await self._until(self._world.plan.over_s if ending is None else ending.at_s)
            listening.cancel()
            wrong: list[str] = (
                [] if ending is not None else [*self._troubled(application), *await self._last_words(application)]
            )
            await self._leave(application)
            if self._steps.left_open:
                wrong.append(f"{self._steps.left_open} connections are left open")
            return [*wrong, *loop.unheard, *_left_behind()]

    def _settings(self) -> Settings:
        kind = MarketKind.LIVE if self._world.speed == 1.0 else MarketKind.SIMULATED
        return Settings(
            data_dir=self._folder,
            market=Market(kind),
            market_speed=self._world.speed,
            coins=COINS,
            intervals=INTERVALS,
            history=HISTORY,
            poll_seconds=self._world.poll_s,
            venues=VENUES,
            web={"port": 0},
        )

    def _outside(self) -> Outside:
        return Outside(
            real=VirtualClock(self._world.timeline),
            chance=SeededChance(self._world.seed * 1_000 + self._number),
            durable=False,
            venues=self._opened,
            faces={DOOR: self._face},
            schedule=VirtualSchedule,
            # The bus wakes it; who looks every second for nothing makes long days.
            delivery=DeliveryPolicy(look_s=45.0),
        )

    def _opened(self, clock: MarketClock) -> list[Venue]:
        world = self._world
        self._venues = [
            PlannedVenue(name, world.prices, world.plan, world.timeline, clock, world.speed) for name in VENUES
        ]
        return [*self._venues]

    async def _move_in(self, application: Application) -> None:
        """The owner and a member come in by their codes, and the owner brings the bot to a room."""
        for by, purpose in ((OWNER, CodePurpose.OWNER), (MEMBER, CodePurpose.INVITE)):
            code = await application.register.make_code(purpose, None)
            told = await application.door.hear(Heard(code, by.identity, update_id=f"code {by.number}"))
            assert told.to_person is not None and told.to_person.error is None
        assert await application.door.brought(INVITED, OWNER.identity, DOOR) is not None

    # ---- hearing

    async def _listen(self, application: Application) -> None:
        mail = self._world.mail
        mail.repeat(Random(f"repeats {self._world.seed} {self._number}"))
        while (due_s := mail.next_s) is not None:
            await self._until(due_s)
            task = asyncio.create_task(self._hear(application, mail.take()))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _hear(self, application: Application, post: Post) -> None:
        timeline, clock = self._world.timeline, application.market.clock
        heard_at, late_s = clock.now(), timeline.now_s - post.said_s
        self._answering[post.update] += 1
        try:
            told = await application.door.hear(
                Heard(
                    post.text,
                    post.by.identity,
                    room=post.room,
                    update_id=str(post.update),
                    asked_s=late_s,
                    tapped=post.tapped,
                )
            )
        finally:
            self._answering[post.update] -= 1
        # Silence while the same update is being answered is the first delivery's to break.
        if not self.is_over and not (told == Told() and self._answering[post.update]):
            self._world.mail.thanked(post)
            self._judge(Answer(post, told, heard_at, clock.now(), timeline.now_s, late_s))

    async def _until(self, at_s: float) -> None:
        await asyncio.sleep(max(0.0, at_s - self._world.timeline.now_s))

    # ---- ending

    def _die(self, image: Path) -> None:
        """Be killed now, in the middle of whatever is going on."""
        self._end()
        crash_image(self._folder, image)

    def _end(self) -> None:
        self._ended.set()
        self._face.cut_off = True
        self.ended_s = self._world.timeline.now_s
        self._world.rude.extend(f"{venue.id}: {rude}" for venue in self._venues for rude in venue.rude)

    async def _bury(self, application: Application) -> None:
        """Let go of what a dead process no longer holds; nothing of it is seen by anybody."""
        self._steps.dead = True
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in others:
                task.cancel()
            await asyncio.wait(others, timeout=1.0)
        await application.close()

    async def _leave(self, application: Application) -> None:
        await application.stop(STOP_WITHIN_S)
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=STOP_WITHIN_S)
            for task in late:
                task.cancel()
        self._end()
        await application.close()

    async def _last_words(self, application: Application) -> list[str]:
        """Ask how it is after the last calm: no gap is left."""
        told = await application.door.hear(Heard("status", OWNER.identity, update_id="status"))
        assert told.to_person is not None
        counted = [f.value for f in told.to_person.figures if f.name is FigureName.COUNT and f.of == "gaps"]
        return [] if counted == [0] else [f"status counts {counted} gaps"]

    def _troubled(self, application: Application) -> Iterator[str]:
        for job in application.scheduler.state():
            if job.hangs or job.outcome not in ("done", None):
                yield f"job {job.name}: {job}"
        for loop in application.supervisor.state():
            if not (loop.alive or loop.ended):
                yield f"loop {loop.name}: {loop}"


def _left_behind() -> list[str]:
    """Name the tasks that outlive their process's end in peace."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    return sorted(f"{task.get_name()} is left behind" for task in others)
