# syntax=docker/dockerfile:1
# The same image built well: pinned bases, the key only for the step that needs it, and no root at run time.
FROM node:22.11.0-bookworm-slim AS build
WORKDIR /srv/shop
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates git openssh-client \
    && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN --mount=type=ssh npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:22.11.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /srv/shop
COPY --from=build /srv/shop/node_modules ./node_modules
COPY --from=build /srv/shop/dist ./dist
USER 1000:1000
EXPOSE 3000
CMD ["node", "dist/server.js"]
