# syntax=docker/dockerfile:1
# The bot in a small image: built in one stage, run in another by a user without rights. Its one volume holds the
# configuration (jet-senpai.toml, FAQ files) and whatever it will have to keep.
#
#   docker build -t jet-senpai .
#   docker run --env DISCORD_TOKEN --volume jet-senpai:/data jet-senpai

FROM rust:1-slim-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends build-essential && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/source/target \
    cargo build --locked --release && cp target/release/jet-senpai /jet-senpai

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home senpai
COPY --from=build /jet-senpai /usr/local/bin/jet-senpai
USER 10001
WORKDIR /data
VOLUME /data
# SIGTERM finishes the replies in flight; SIGHUP reads the knowledge again.
STOPSIGNAL SIGTERM
ENTRYPOINT ["jet-senpai"]
CMD ["run"]
