"""The real application under a virtual clock, in worlds drawn from a seed, with its promises checked as it goes.

A world is one seed: `faults.drawn` plans what goes wrong, `people.posts` what is said and when it is brought, and
`Prices` what things cost. `Simulation` lets one process after the other live in it (`Life`): each is assembled as the
program is, hears, and ends in peace or is killed between two statements; the next finds what it left. Time leaps
(`virtual_time`), threads are calls (`embedded`), and what crosses an edge of the process goes into one `Trace`, so that
a seed repeats a run to the last step. Draw from a `Random` of the seed and a name of your own, never from the world's:
a draw in between would make other worlds of all that are known.

To add

- an action: a line among the texts in `people.py` for what is said at any time; for a course of its own a generator of
  `Post`s beside `posts`. A new door is a `Face` as `MoodyFace` is.
- a shape of the price path: a function in `prices.py`, and its name in `SHAPES`.
- a fault of a venue: a member of `Fault`, and what it does in `venues.py`. Whoever must know of it asks `Plan.find`.
- an invariant: a family is a file in `invariants/` and its line in `FAMILIES`. It looks at answers (`heard`) and at
  what is stored in the end (`over`), and yields sentences that say what is not as promised. It judges by the world and
  by statements of its own, never by our code.

A seed that breaks one stays in `FOUND` of `test_simulator.py` with a sentence about what it found.
"""
