FROM python:3.12-slim

# lightgbm's wheel expects the system's OpenMP.
RUN apt-get update -qq \
    && apt-get install -qq -y --no-install-recommends libgomp1 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app

# Which torch: by default what the registry has, which for Linux is the CUDA build, gigabytes.
# The address of the CPU build's index is on https://pytorch.org/get-started/locally/
ARG TORCH_INDEX=
COPY requirements.lock ./
COPY tools/install.sh tools/
RUN PIP_NO_CACHE_DIR=1 TORCH_INDEX="$TORCH_INDEX" sh tools/install.sh

COPY . .
RUN .venv/bin/python -m compileall -q core ml bot adapters migrations run_bot.py \
    && useradd --system --uid 10001 --home-dir /data --no-create-home candlewick \
    && install --directory --owner=candlewick --mode=0700 /data

# Everything that is written lies under /data, so the rest may be read-only.
ENV HOME=/data \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CANDLEWICK_DATA_DIR=/data \
    CANDLEWICK_WEB__HOST=0.0.0.0
USER candlewick
VOLUME /data
EXPOSE 8480

ENTRYPOINT [".venv/bin/python", "run_bot.py"]
CMD ["run"]
