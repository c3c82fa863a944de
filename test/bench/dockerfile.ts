/** A Dockerfile of about so many lines, made of the steps of ordinary ones. */
export function dockerfile(lines: number): string {
  const blocks: string[] = [];
  for (let stage = 0; blocks.join('').split('\n').length < lines; stage++) blocks.push(block(stage));
  return `# syntax=docker/dockerfile:1\nARG BASE=debian:12-slim\n${blocks.join('')}`;
}

function block(stage: number): string {
  return `
FROM ${stage === 0 ? '${BASE}' : `stage${stage - 1}`} AS stage${stage}
ARG VERSION=1.${stage}
ENV APP_HOME=/srv/app${stage} \\
    PATH=/srv/app${stage}/bin:$PATH
WORKDIR \${APP_HOME}
# The packages that the build needs.
RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
      ca-certificates=20230311 \\
      curl \\
      git \\
 && rm -rf /var/lib/apt/lists/*
COPY --chown=1000:1000 package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
COPY --from=tools /usr/bin/tini /usr/bin/tini
RUN curl -fsSL "https://example.com/tool-\${VERSION}.tar.gz" -o /tmp/tool.tgz \\
 && tar -xzf /tmp/tool.tgz -C /opt && rm /tmp/tool.tgz
COPY . .
RUN <<EOF
set -e
make build
make install PREFIX=/usr/local
EOF
LABEL org.opencontainers.image.version=$VERSION
EXPOSE 8080
HEALTHCHECK CMD curl -f http://localhost:8080/healthz || exit 1
USER 1000:1000
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "server.js"]
`;
}
