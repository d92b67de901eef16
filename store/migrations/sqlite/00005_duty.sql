-- +goose Up
-- What visitors send through forms: accessibility feedback, and notices of
-- content that may be unlawful. Times are milliseconds UTC, 0 when unset.

CREATE TABLE messages (
  id       TEXT PRIMARY KEY,
  site     TEXT NOT NULL REFERENCES sites (id),
  kind     TEXT NOT NULL,
  topic    TEXT NOT NULL,
  lang     TEXT NOT NULL,
  page     TEXT NOT NULL DEFAULT '',
  item     TEXT NOT NULL DEFAULT '',
  reply    TEXT NOT NULL DEFAULT '',
  text     TEXT NOT NULL,
  name     TEXT NOT NULL DEFAULT '',
  email    TEXT NOT NULL DEFAULT '',
  mailed   INTEGER NOT NULL DEFAULT 0,
  snapshot TEXT NOT NULL DEFAULT '', -- what stood at the page then, JSON
  received INTEGER NOT NULL,
  closed   INTEGER NOT NULL DEFAULT 0,
  decision TEXT NOT NULL DEFAULT '',
  reasons  TEXT NOT NULL DEFAULT '',
  closer   TEXT NOT NULL DEFAULT ''  -- the user who decided
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_list ON messages (site, received, id);
CREATE INDEX messages_open ON messages (site, received, id) WHERE closed = 0;
CREATE INDEX messages_received ON messages (received);
CREATE INDEX messages_closed ON messages (closed) WHERE closed > 0;
CREATE INDEX reports_received ON reports (received);

-- +goose Down
DROP INDEX reports_received;
DROP TABLE messages;
