#!/bin/sh
# Installs the system programs that tests need, where it may (root and apt); else says what is missing.
# With CI set a missing program fails, without it the tests that need it are skipped and named.
set -eu

has_postgres() {
    command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

install_postgres() {
    echo "Installing PostgreSQL's programs for the tests"
    # Only the programs are wanted: without this Debian also makes a server of its own and starts it.
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold postgresql >/dev/null
}

if ! has_postgres && may_install; then
    install_postgres || echo "apt-get could not install PostgreSQL." >&2
fi

if ! has_postgres; then
    echo "Missing: PostgreSQL's initdb. Debian, Ubuntu: apt-get install postgresql (as root). macOS: brew install postgresql, then put its bin folder on PATH." >&2
    if [ -n "${CI:-}" ]; then
        exit 1
    fi
    echo "Tests that need it will be skipped." >&2
fi
