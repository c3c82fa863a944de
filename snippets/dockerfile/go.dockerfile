# prefix: docker-go
# description: Go: a static binary on distroless, built for each platform, run as user 65532.

# syntax=docker/dockerfile:1

FROM --platform=$BUILDPLATFORM golang:${1:1.27}-trixie AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
RUN --mount=type=bind,target=. \
    --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -ldflags="-s -w" -o /out/${2:app} ${3:./cmd/app}

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/${2:app} /usr/local/bin/${2:app}
USER 65532:65532
EXPOSE ${4:8080}
ENTRYPOINT ["/usr/local/bin/${2:app}"]
$0
