# prefix: docker-python
# description: Python: packages checked by hash, on distroless, run as user 65532.

# syntax=docker/dockerfile:1

# The runtime image has Python 3.13; packages must be installed for the same version.
FROM python:3.13-slim-trixie AS build
RUN --mount=type=bind,source=requirements.txt,target=/requirements.txt \
    --mount=type=cache,target=/root/.cache/pip \
    pip install --require-hashes --only-binary=:all: --target=/packages --requirement=/requirements.txt

FROM gcr.io/distroless/python3-debian13:nonroot
ENV PYTHONPATH=/packages PYTHONUNBUFFERED=1
COPY --from=build /packages /packages
# Copied before WORKDIR, which would make a new /app belong to the user that runs.
COPY ${1:src} /app
WORKDIR /app
USER 65532:65532
EXPOSE ${3:8000}
ENTRYPOINT ["/usr/bin/python3", "${2:main.py}"]
$0
