# Гонец в контейнере. Состояние — только в /data: корень может быть доступен лишь для чтения (см. compose.yaml).

FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.txt .
# Everything is downloaded by its hash; the next stage installs from this folder alone, and only what the bot needs.
RUN pip wheel --no-cache-dir --no-deps --require-hashes -r requirements.txt -w /wheels \
    && pip install --no-cache-dir --no-index --find-links /wheels --upgrade setuptools
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY domain domain
COPY mail mail
COPY sandbox sandbox
COPY storage storage
RUN pip wheel --no-cache-dir --no-deps --no-index --no-build-isolation . -w /wheels


FROM python:3.11-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 GONETS_HOME=/data
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index --find-links /wheels "gonets[postgres]" \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /data gonets \
    && install -d -o gonets -g gonets -m 0700 /data
USER gonets
WORKDIR /data
VOLUME /data
# It looks at a file that the bot's event loop writes; neither the network nor the database is asked.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["gonets", "health"]
ENTRYPOINT ["gonets"]
CMD ["run"]
