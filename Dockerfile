# syntax=docker/dockerfile:1
# One static binary in an image of its own: no shell, no package manager, no root.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=0.1.0-dev
RUN CGO_ENABLED=1 CGO_CFLAGS=-Os go build -trimpath -tags "sqlite_fts5 netgo osusergo" -gcflags=all=-l \
      -ldflags "-s -w -linkmode external -extldflags -static -X vitrine/cmd.Version=${VERSION}" \
      -o /out/vitrine ./cmd/vitrine \
 && mkdir -p /out/data /out/etc /out/tmp && chmod 1777 /out/tmp \
 && echo 'vitrine:x:10001:10001::/data:/' > /out/etc/passwd \
 && echo 'vitrine:x:10001:' > /out/etc/group \
 && chown -R 10001:10001 /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/etc/ /etc/
COPY --from=build /out/tmp/ /tmp/
COPY --from=build --chown=10001:10001 /out/data/ /data/
COPY --from=build /out/vitrine /vitrine
USER 10001:10001
ENV VITRINE_DATA=/data VITRINE_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["/vitrine", "health"]
ENTRYPOINT ["/vitrine"]
CMD ["serve"]
