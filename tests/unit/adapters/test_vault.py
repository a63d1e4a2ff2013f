"""The vault: what is sealed opens for whose it is, under the key it was sealed with, and for nobody else."""

import asyncio
import base64
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.vault import KEY_FILE, SALT_FILE, AesVault
from core.kernel.errors import Unavailable

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
SECRET = "a-secret-of-a-webhook"


def _names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secret=st.text(), bound_to=st.text())
def test_what_is_sealed_opens_again(tmp_path: Path, secret: str, bound_to: str) -> None:
    async def back() -> str:
        vault = AesVault(tmp_path, KEY)
        return await vault.open(await vault.seal(secret, bound_to), bound_to)

    readable = secret.encode(errors="replace").decode()
    if secret == readable and bound_to == bound_to.encode(errors="replace").decode():
        assert asyncio.run(back()) == secret


async def test_it_opens_for_nobody_else(tmp_path: Path) -> None:
    vault = AesVault(tmp_path, KEY)
    sealed = await vault.seal(SECRET, "1 webhook")
    with pytest.raises(Unavailable):
        await vault.open(sealed, "2 webhook")


async def test_it_opens_under_no_other_key(tmp_path: Path) -> None:
    sealed = await AesVault(tmp_path, KEY).seal(SECRET, "1")
    with pytest.raises(Unavailable):
        await AesVault(tmp_path, OTHER).open(sealed, "1")


async def test_a_changed_letter_is_noticed_wherever_it_is(tmp_path: Path) -> None:
    vault = AesVault(tmp_path, KEY)
    sealed = await vault.seal(SECRET, "1")
    for at in range(len(sealed) - 4):
        changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(Unavailable):
            await vault.open(changed, "1")


@pytest.mark.parametrize("garbage", ["", "v1", "v1.x.y", "v1..", "…", "v2.00000000.AAAA"])
async def test_what_was_never_sealed_does_not_open(tmp_path: Path, garbage: str) -> None:
    with pytest.raises(Unavailable):
        await AesVault(tmp_path, KEY).open(garbage, "1")


async def test_the_same_secret_is_sealed_otherwise_each_time_and_never_legible(tmp_path: Path) -> None:
    vault = AesVault(tmp_path, KEY)
    first, second = await vault.seal(SECRET, "1"), await vault.seal(SECRET, "1")
    assert first != second
    assert SECRET not in first
    assert SECRET.encode() not in base64.urlsafe_b64decode(first.split(".")[2])


async def test_without_a_key_one_is_made_that_only_we_may_read(tmp_path: Path) -> None:
    sealed = await AesVault(tmp_path).seal(SECRET, "1")
    file = tmp_path / KEY_FILE
    assert file.stat().st_mode & 0o777 == 0o600
    assert _names(tmp_path) == [KEY_FILE]
    assert await AesVault(tmp_path).open(sealed, "1") == SECRET
    assert await AesVault(tmp_path, base64.b64decode(file.read_bytes())).open(sealed, "1") == SECRET


async def test_two_that_need_the_first_key_at_once_get_the_same(tmp_path: Path) -> None:
    vaults = [AesVault(tmp_path) for _ in range(8)]
    sealed = await asyncio.gather(*(vault.seal(SECRET, "1") for vault in vaults))
    assert {await vaults[0].open(each, "1") for each in sealed} == {SECRET}


async def test_a_passphrase_makes_the_same_key_again_and_writes_none(tmp_path: Path) -> None:
    sealed = await AesVault(tmp_path, passphrase="eight words of mine").seal(SECRET, "1")
    assert _names(tmp_path) == [SALT_FILE]
    assert await AesVault(tmp_path, passphrase="eight words of mine").open(sealed, "1") == SECRET
    with pytest.raises(Unavailable):
        await AesVault(tmp_path, passphrase="eight words of yours").open(sealed, "1")


async def test_a_key_file_that_is_none_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("too short")
    with pytest.raises(Unavailable):
        await AesVault(tmp_path).seal(SECRET, "1")
    assert (tmp_path / KEY_FILE).read_text() == "too short"


async def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await AesVault(tmp_path / "nowhere").seal(SECRET, "1")
