"""What joining doors needs of the world."""

from typing import Protocol

from core.delivery.sink_ports import SinkWork
from core.people.links import Links
from core.people.ports import Drafts, PersonalData


class LinkWork(SinkWork, Protocol):
    """The tables that joining touches by name; the others are the register's."""

    @property
    def links(self) -> Links: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def personal(self) -> PersonalData: ...
