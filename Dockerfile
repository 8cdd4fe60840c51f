FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv .venv \
    && .venv/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
RUN .venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && .venv/bin/python -m compileall -q bot handlers

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot /app/var
WORKDIR /app
COPY --from=build /app /app
COPY config config
COPY seeds seeds
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite+aiosqlite:////app/var/bot.db
USER 10001
VOLUME /app/var
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s CMD ["bot", "doctor", "--quick"]
ENTRYPOINT ["bot"]
CMD ["run"]
