"""What people write for settings: read into values, or refused with the nearest valid form and an example."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.settings import SETTINGS, Market, MarketKind, Setting, read
from adapters.settings.values import VENUES
from tests.mistaken import found, problem, problems

KEY = base64.b64encode(bytes(range(32))).decode()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory without a candlewick.toml."""
    monkeypatch.chdir(tmp_path)


class TestMistakes:
    def test_all_mistakes_are_told_at_once(self) -> None:
        Path("candlewick.toml").write_text('histry = "1m:1d"\npoll_seconds = 0')
        environ = {"CANDLEWICK_MARKT": "x", "CANDLEWICK_WEB__PORT": "eighty", "CANDLEWICK_MASTER_KEY": "short"}
        assert {found.name for found in problems(environ, {"--venues": "binnance"})} == {
            *("CANDLEWICK_MARKT", "CANDLEWICK_WEB__PORT", "CANDLEWICK_MASTER_KEY", "--venues"),
            *("histry in candlewick.toml", "poll_seconds in candlewick.toml"),
        }

    @pytest.mark.parametrize(
        ("name", "given", "nearest"),
        [
            ("MARKET", "simulatd", "simulated"),
            ("MARKET", "replay", "replay:FOLDER"),
            ("MARKET", "live:x", "live"),
            ("ACCESS", "opne", "open"),
            ("INTERVALS", "1m,2h", "1h"),
            ("HISTORY", "1w:3y", "1m"),
            ("VENUES", "kraken,cuccoin", "kucoin"),
            ("LOG_LEVEL", "verbose", "error"),
        ],
    )
    def test_a_wrong_word_is_shown_with_the_nearest_valid_one(self, name: str, given: str, nearest: str) -> None:
        found = problem({f"CANDLEWICK_{name}": given})
        assert (found.given, found.nearest) == (given, (nearest,))
        assert found.example.startswith(f"CANDLEWICK_{name}=")

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            *(("MARKET_SPEED", given) for given in ("0", "-1", "nan", "inf", "1e30", "fast", "1,5")),
            *(("POLL_SECONDS", given) for given in ("0", "-0.1", "soon")),
            *(
                ("MARKET_START", given)
                for given in ("2021-04-17T12:00", "2021-04-17", "yesterday", "2021-13-01T00:00Z")
            ),
            *(("WEB__PORT", given) for given in ("-1", "65536", "80.5", "http", "nan")),
            *(("HISTORY", given) for given in ("1m", "1m:", "1m:0d", "1m:14", "1m:14days", "1m:-1d")),
            *(("DATABASE__POOL_SIZE", given) for given in ("0", "1001", "x")),
            *(
                ("VENUE_URLS__KRAKEN", given)
                for given in ("localhost:1", "ftp://x", "http://", "http://a b", "http://x:y")
            ),
            *(("LLM__BASE_URL", given) for given in ("http://x?key=1", "//x", "http://[::1")),
            *(("COINS", given) for given in ("BTC;ETH", "BTC,$x", "btc eth")),
            ("MARKET", "replay:no/such/folder"),
            ("VENUE_STREAMS", "maybe"),
            ("DATA_DIR", "~no-such-person-here/data"),
        ],
    )
    def test_what_cannot_be_read_is_named_with_an_example(self, name: str, given: str) -> None:
        found = problem({f"CANDLEWICK_{name}": given})
        assert found.name == f"CANDLEWICK_{name}"
        assert found.given == given
        assert found.example.startswith(f"CANDLEWICK_{name}=")

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            *(("MASTER_KEY", given) for given in ("hunter2-hunter2", "AAAA", KEY[:-4], KEY + "AAAA", "ß" * 44)),
            *(("DATABASE_URL", given) for given in ("mysql://ada:hunter2@x/y", "hunter2", "postgres:hunter2")),
        ],
    )
    def test_a_wrong_secret_is_not_shown(self, name: str, given: str) -> None:
        found = problem({f"CANDLEWICK_{name}": given})
        assert found.given is None
        assert "hunter2" not in found.sentence

    def test_an_example_is_written_as_the_person_wrote_the_setting(self) -> None:
        Path("candlewick.toml").write_text("poll_seconds = -1")
        (from_file,) = problems()
        (from_flag,) = problems({}, {"--poll-seconds": "-1"})
        assert from_file.example == 'poll_seconds = "10"'
        assert from_flag.example == "--poll-seconds 10"

    @given(raw=st.text(max_size=200).filter(lambda text: "\0" not in text), setting=st.sampled_from(SETTINGS))
    def test_any_text_is_a_value_or_a_mistake_on_one_line(self, raw: str, setting: Setting) -> None:
        assert [found.sentence for found in found({setting.variable: raw}) if not found.sentence.isprintable()] == []


class TestValues:
    @given(st.lists(st.sampled_from(["btc", "Eth", "SOL", "1inch"]), unique=True), st.sampled_from([",", " , ", ",,"]))
    def test_lists_are_separated_by_commas_and_keep_their_order(self, coins: list[str], comma: str) -> None:
        assert read({"CANDLEWICK_COINS": comma.join(coins)}).coins == tuple(coin.upper() for coin in coins)

    @given(st.permutations(VENUES))
    def test_venues_keep_their_order_of_preference(self, venues: list[str]) -> None:
        assert read({"CANDLEWICK_VENUES": ",".join([*venues, venues[0]])}).venues == tuple(venues)

    def test_intervals_go_from_short_to_long(self) -> None:
        assert read({"CANDLEWICK_INTERVALS": "1d,1m"}).intervals == ("1m", "1d")

    def test_history_that_is_not_named_stays_as_it_is(self) -> None:
        history = read({"CANDLEWICK_HISTORY": "1h:all, 1d:2w"}).history
        assert history == {"1m": timedelta(days=14), "1h": None, "1d": timedelta(days=14)}

    def test_a_replay_names_a_folder_that_is_there(self, tmp_path: Path) -> None:
        Path("recorded:once").mkdir()
        market = read({"CANDLEWICK_MARKET": "replay:recorded:once"}).market
        assert market == Market(MarketKind.REPLAY, tmp_path / "recorded:once")

    def test_streams_stop_where_the_url_is_replaced_unless_asked_for(self) -> None:
        replaced = {"CANDLEWICK_VENUE_URLS__KRAKEN": "http://127.0.0.1:9213"}
        settings = read(replaced)
        assert (settings.streams("kraken"), settings.streams("binance")) == (False, True)
        settings = read({**replaced, "CANDLEWICK_VENUE_STREAMS": "1"})
        assert (settings.streams("kraken"), settings.streams("binance")) == (True, True)
        assert read({"CANDLEWICK_VENUE_STREAMS": "0"}).streams("binance") is False

    def test_a_port_that_was_asked_for_is_known_as_such(self) -> None:
        web = read({"CANDLEWICK_WEB__PORT": "8480"}).web
        assert (web.port, web.port_is_set) == (8480, True)
        assert read({"CANDLEWICK_WEB__HOST": "0.0.0.0"}).web.port_is_set is False

    @pytest.mark.parametrize("written", [KEY, KEY.replace("+", "-").replace("/", "_"), f" {KEY}\n"])
    def test_the_master_key_is_32_bytes(self, written: str) -> None:
        assert read({"CANDLEWICK_MASTER_KEY": written}).master_key_bytes == bytes(range(32))

    @pytest.mark.parametrize(
        ("address", "embedded"),
        [
            ("postgresql://ada@h/d", False),
            ("postgresql+asyncpg://h/d", False),
            ("postgres://h/d", False),
            ("sqlite:///x.db", True),
        ],
    )
    def test_a_database_is_embedded_or_postgresql(self, address: str, embedded: bool) -> None:
        assert read({"CANDLEWICK_DATABASE_URL": address}).is_embedded is embedded
