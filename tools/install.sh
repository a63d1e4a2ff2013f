#!/bin/sh
# Makes .venv: torch first, by itself, then everything else at the exact versions and hashes of requirements.lock.
# Does nothing when nothing changed since the last time. Called by `make install` and by the Dockerfile.
set -eu

torch_version=${TORCH:-2.13.0}
torch_index=${TORCH_INDEX:-}
wanted_python=${PYTHON:-}

usable() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}

find_python() {
    for candidate in $wanted_python python3 python3.13 python3.12 python3.11; do
        if usable "$candidate"; then
            echo "$candidate"
            return
        fi
        if [ "$candidate" = "$wanted_python" ]; then
            echo "PYTHON=$wanted_python is not a Python 3.11, 3.12 or 3.13." >&2
            return 1
        fi
    done
    echo "Candlewick needs Python 3.11, 3.12 or 3.13, and none was found. Install one, or say where it is:" >&2
    echo "    make install PYTHON=/path/to/python3" >&2
    return 1
}

python=$(find_python)
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
state="python $version, torch $torch_version $torch_index, lock $(cksum <requirements.lock)"

if [ -x .venv/bin/python ] && [ "$(cat .venv/installed 2>/dev/null)" = "$state" ]; then
    exit 0
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c "import sys, pip; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null; then
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        echo "$python cannot make virtual environments. On Debian and Ubuntu: apt-get install python$version-venv" >&2
        exit 1
    fi
    echo "Making .venv with Python $version"
    "$python" -m venv --clear .venv
fi
rm -f .venv/installed .venv/complete

pip() {
    .venv/bin/python -m pip --disable-pip-version-check "$@"
}

echo "Installing torch $torch_version (the first time this may take some minutes)"
if [ -n "$torch_index" ]; then
    pip install --quiet --index-url "$torch_index" "torch==$torch_version"
else
    pip install --quiet "torch==$torch_version"
fi

total=$(grep -c '^[A-Za-z0-9]' requirements.lock)
echo "Installing $total locked packages"
# The exit status of the first command of a pipe is lost in plain sh, so it leaves a mark.
{ pip install --require-hashes --progress-bar off -r requirements.lock && touch .venv/complete; } | awk -v total="$total" '
    /^ *(Collecting|Processing|Requirement already satisfied)/ { if (++seen % 25 == 0) print "    " seen " of " total; fflush() }
    /^Installing collected/ { print "    unpacking"; fflush() }'
if [ ! -e .venv/complete ]; then
    echo "The installation is incomplete: mend what the lines above say, then run 'make install' again." >&2
    exit 1
fi

echo "$state" >.venv/installed
echo "Installed in .venv"
