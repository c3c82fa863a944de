# prefix: docker-node
# description: Node.js: locked packages without install scripts, on distroless, run as user 65532.

# syntax=docker/dockerfile:1

FROM node:${1|24,26|}-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --ignore-scripts
COPY ${2:src} ./${2:src}

FROM gcr.io/distroless/nodejs${1}-debian13:nonroot
ENV NODE_ENV=production
# Copied before WORKDIR, which would make a new /app belong to the user that runs.
COPY --from=build /app /app
WORKDIR /app
USER 65532:65532
EXPOSE ${4:8080}
ENTRYPOINT ["/nodejs/bin/node", "${2:src}/${3:server.js}"]
$0
