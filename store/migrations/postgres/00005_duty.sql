-- +goose Up
-- What visitors send through forms: accessibility feedback, and notices of
-- content that may be unlawful. Times are milliseconds UTC, 0 when unset.

CREATE TABLE messages (
  id       TEXT COLLATE "C" PRIMARY KEY,
  site     TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
  kind     TEXT COLLATE "C" NOT NULL,
  topic    TEXT COLLATE "C" NOT NULL,
  lang     TEXT COLLATE "C" NOT NULL,
  page     TEXT COLLATE "C" NOT NULL DEFAULT '',
  item     TEXT COLLATE "C" NOT NULL DEFAULT '',
  reply    TEXT COLLATE "C" NOT NULL DEFAULT '',
  text     TEXT COLLATE "C" NOT NULL,
  name     TEXT COLLATE "C" NOT NULL DEFAULT '',
  email    TEXT COLLATE "C" NOT NULL DEFAULT '',
  mailed   BIGINT NOT NULL DEFAULT 0,
  snapshot TEXT COLLATE "C" NOT NULL DEFAULT '', -- what stood at the page then, JSON
  received BIGINT NOT NULL,
  closed   BIGINT NOT NULL DEFAULT 0,
  decision TEXT COLLATE "C" NOT NULL DEFAULT '',
  reasons  TEXT COLLATE "C" NOT NULL DEFAULT '',
  closer   TEXT COLLATE "C" NOT NULL DEFAULT ''  -- the user who decided
);
CREATE INDEX messages_list ON messages (site, received, id);
CREATE INDEX messages_open ON messages (site, received, id) WHERE closed = 0;
CREATE INDEX messages_received ON messages (received);
CREATE INDEX messages_closed ON messages (closed) WHERE closed > 0;
CREATE INDEX reports_received ON reports (received);

-- +goose Down
DROP INDEX reports_received;
DROP TABLE messages;
