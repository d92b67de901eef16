-- +goose Up
-- What arrives from elsewhere, what goes out, and the job table.
-- Times are milliseconds UTC, 0 when unset. Truth values are 0 and 1.

-- A job's seq is drawn inside the writer's transaction, so it grows in commit order.
-- due is run_at while the job waits and the end of the lease while it is leased.
-- held: an earlier unfinished job has the same (queue, key).
CREATE TABLE jobs (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  id        TEXT NOT NULL UNIQUE,
  site      TEXT NOT NULL DEFAULT '',
  queue     TEXT NOT NULL,
  key       TEXT NOT NULL DEFAULT '',
  ref       TEXT NOT NULL DEFAULT '',
  payload   BLOB,
  attempt   INTEGER NOT NULL DEFAULT 0,
  run_at    INTEGER NOT NULL,
  due       INTEGER NOT NULL,
  timer     INTEGER NOT NULL DEFAULT 0,
  held      INTEGER NOT NULL DEFAULT 0,
  dead      INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0,
  lease     TEXT NOT NULL DEFAULT '',
  last_err  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX jobs_due ON jobs (queue, due, seq) WHERE dead = 0 AND held = 0;
CREATE INDEX jobs_key ON jobs (queue, key, seq) WHERE dead = 0;
CREATE INDEX jobs_dead ON jobs (due) WHERE dead = 1;

CREATE TABLE activities (
  id      TEXT PRIMARY KEY,
  site    TEXT NOT NULL,
  channel TEXT NOT NULL DEFAULT '',
  object  TEXT NOT NULL DEFAULT '',
  type    TEXT NOT NULL,
  dedupe  TEXT NOT NULL DEFAULT '',
  public  INTEGER NOT NULL DEFAULT 0,
  body    BLOB NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX activities_dedupe ON activities (site, dedupe) WHERE dedupe <> '';
CREATE INDEX activities_created ON activities (created) WHERE public = 0;

-- One activity to one inbox. topic, the object else the channel else the
-- activity, is what order is kept for, together with the inbox.
-- state: 0 waiting, 1 dead, 2 restored from a backup and paused.
-- tried: how often a worker was handed it, so that it may have been sent.
CREATE TABLE deliveries (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  site     TEXT NOT NULL,
  activity TEXT NOT NULL,
  verb     TEXT NOT NULL,
  topic    TEXT NOT NULL,
  inbox    TEXT NOT NULL,
  host     TEXT NOT NULL,
  lane     INTEGER NOT NULL,
  shared   INTEGER NOT NULL DEFAULT 0,
  state    INTEGER NOT NULL DEFAULT 0,
  attempt  INTEGER NOT NULL DEFAULT 0,
  tried    INTEGER NOT NULL DEFAULT 0,
  due      INTEGER NOT NULL,
  created  INTEGER NOT NULL,
  reason   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX deliveries_lane ON deliveries (host, lane, due) WHERE state = 0;
CREATE INDEX deliveries_topic ON deliveries (topic, inbox, seq);
CREATE INDEX deliveries_activity ON deliveries (activity);
CREATE INDEX deliveries_dead ON deliveries (due) WHERE state <> 0;

-- A row exists while the lane has waiting deliveries or is leased. due is the
-- earliest of them that is not held back; turn counts how often it was served.
CREATE TABLE lanes (
  host  TEXT NOT NULL,
  n     INTEGER NOT NULL,
  due   INTEGER NOT NULL,
  turn  INTEGER NOT NULL DEFAULT 0,
  token TEXT NOT NULL DEFAULT '',
  until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (host, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX lanes_due ON lanes (due, turn);
CREATE INDEX lanes_leased ON lanes (until) WHERE until > 0;

-- How the newest activity settled stands at one server, for its object.
CREATE TABLE receipts (
  site      TEXT NOT NULL,
  object    TEXT NOT NULL,
  host      TEXT NOT NULL,
  activity  TEXT NOT NULL,
  state     TEXT NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0,
  attempts  INTEGER NOT NULL DEFAULT 0,
  reason    TEXT NOT NULL DEFAULT '',
  updated   INTEGER NOT NULL,
  PRIMARY KEY (site, object, host)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_updated ON receipts (updated);

CREATE TABLE hosts (
  host         TEXT PRIMARY KEY,
  scheme       TEXT NOT NULL DEFAULT '',
  scheme_until INTEGER NOT NULL DEFAULT 0,
  failures     INTEGER NOT NULL DEFAULT 0,
  opens        INTEGER NOT NULL DEFAULT 0,
  failing_days INTEGER NOT NULL DEFAULT 0,
  failing_day  INTEGER NOT NULL DEFAULT 0,
  open_until   INTEGER NOT NULL DEFAULT 0,
  dead         INTEGER NOT NULL DEFAULT 0,
  last_failure INTEGER NOT NULL DEFAULT 0,
  last_success INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE actors (
  id            TEXT PRIMARY KEY,
  type          TEXT NOT NULL DEFAULT '',
  handle        TEXT NOT NULL DEFAULT '',
  name          TEXT NOT NULL DEFAULT '',
  summary       TEXT NOT NULL DEFAULT '',
  url           TEXT NOT NULL DEFAULT '',
  icon          TEXT NOT NULL DEFAULT '',
  inbox         TEXT NOT NULL DEFAULT '',
  shared_inbox  TEXT NOT NULL DEFAULT '',
  outbox        TEXT NOT NULL DEFAULT '',
  followers     TEXT NOT NULL DEFAULT '',
  keys          TEXT NOT NULL DEFAULT '[]',
  also_known_as TEXT NOT NULL DEFAULT '[]',
  moved_to      TEXT NOT NULL DEFAULT '',
  host          TEXT NOT NULL DEFAULT '',
  fetched       INTEGER NOT NULL DEFAULT 0,
  used          INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX actors_used ON actors (used);

CREATE TABLE actor_keys (
  key   TEXT NOT NULL,
  actor TEXT NOT NULL REFERENCES actors (id) ON DELETE CASCADE,
  PRIMARY KEY (key, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_keys_actor ON actor_keys (actor);

-- target is where to deliver: the shared inbox, else (or when that is gone) the
-- personal one. host and inbox_host are the hosts of target and inbox, so that
-- a fan-out is one INSERT … SELECT.
CREATE TABLE followers (
  site         TEXT NOT NULL,
  channel      TEXT NOT NULL,
  actor        TEXT NOT NULL,
  handle       TEXT NOT NULL DEFAULT '',
  inbox        TEXT NOT NULL,
  inbox_host   TEXT NOT NULL,
  shared_inbox TEXT NOT NULL DEFAULT '',
  target       TEXT NOT NULL,
  host         TEXT NOT NULL,
  follow_id    TEXT NOT NULL DEFAULT '',
  state        TEXT NOT NULL,
  since        INTEGER NOT NULL,
  until        INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (site, channel, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX followers_list ON followers (site, channel, until, since, actor);
CREATE INDEX followers_actor ON followers (actor);
CREATE INDEX followers_inbox ON followers (inbox);
CREATE INDEX followers_shared ON followers (shared_inbox);

CREATE TABLE followings (
  site      TEXT NOT NULL,
  channel   TEXT NOT NULL,
  actor     TEXT NOT NULL,
  inbox     TEXT NOT NULL DEFAULT '',
  follow_id TEXT NOT NULL DEFAULT '',
  state     TEXT NOT NULL,
  since     INTEGER NOT NULL,
  PRIMARY KEY (site, channel, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX followings_actor ON followings (actor, site);

CREATE TABLE replies (
  id          TEXT PRIMARY KEY,
  site        TEXT NOT NULL,
  channel     TEXT NOT NULL DEFAULT '',
  item        TEXT NOT NULL DEFAULT '',
  object      TEXT NOT NULL DEFAULT '',
  uri         TEXT NOT NULL,
  in_reply_to TEXT NOT NULL DEFAULT '',
  url         TEXT NOT NULL DEFAULT '',
  actor       TEXT NOT NULL,
  handle      TEXT NOT NULL DEFAULT '',
  name        TEXT NOT NULL DEFAULT '',
  content     TEXT NOT NULL DEFAULT '',
  warning     TEXT NOT NULL DEFAULT '',
  lang        TEXT NOT NULL DEFAULT '',
  public      INTEGER NOT NULL DEFAULT 0,
  status      TEXT NOT NULL,
  reason      TEXT NOT NULL DEFAULT '',
  moderator   TEXT NOT NULL DEFAULT '',
  published   INTEGER NOT NULL DEFAULT 0,
  updated     INTEGER NOT NULL DEFAULT 0,
  received    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX replies_uri ON replies (site, uri);
CREATE INDEX replies_list ON replies (site, received, id);
CREATE INDEX replies_status ON replies (site, status, received, id);
CREATE INDEX replies_object ON replies (object, status, public);
CREATE INDEX replies_item ON replies (site, item, received, id);
CREATE INDEX replies_actor ON replies (actor);

CREATE TABLE reactions (
  site   TEXT NOT NULL,
  object TEXT NOT NULL,
  kind   TEXT NOT NULL,
  actor  TEXT NOT NULL,
  target TEXT NOT NULL DEFAULT '',
  uri    TEXT NOT NULL,
  stamp  TEXT NOT NULL DEFAULT '',
  at     INTEGER NOT NULL,
  PRIMARY KEY (object, kind, actor, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_list ON reactions (object, kind, at, actor);
CREATE INDEX reactions_uri ON reactions (uri);
CREATE INDEX reactions_actor ON reactions (actor);
CREATE INDEX reactions_stamp ON reactions (stamp) WHERE stamp <> '';

CREATE TABLE reports (
  id       TEXT PRIMARY KEY,
  site     TEXT NOT NULL,
  uri      TEXT NOT NULL,
  actor    TEXT NOT NULL,
  objects  TEXT NOT NULL DEFAULT '[]',
  content  TEXT NOT NULL DEFAULT '',
  state    TEXT NOT NULL DEFAULT 'open',
  received INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reports_list ON reports (site, received, id);

CREATE TABLE remote_posts (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  site      TEXT NOT NULL,
  uri       TEXT NOT NULL,
  actor     TEXT NOT NULL,
  type      TEXT NOT NULL DEFAULT '',
  name      TEXT NOT NULL DEFAULT '',
  summary   TEXT NOT NULL DEFAULT '',
  content   TEXT NOT NULL DEFAULT '',
  url       TEXT NOT NULL DEFAULT '',
  lang      TEXT NOT NULL DEFAULT '',
  published INTEGER NOT NULL DEFAULT 0,
  updated   INTEGER NOT NULL DEFAULT 0,
  starts    INTEGER NOT NULL DEFAULT 0,
  ends      INTEGER NOT NULL DEFAULT 0,
  deleted   INTEGER NOT NULL DEFAULT 0,
  received  INTEGER NOT NULL,
  raw       BLOB
) STRICT;
CREATE UNIQUE INDEX remote_posts_uri ON remote_posts (site, uri);
CREATE INDEX remote_posts_list ON remote_posts (site, seq) WHERE deleted = 0;
CREATE INDEX remote_posts_actor ON remote_posts (actor);
CREATE INDEX remote_posts_received ON remote_posts (received);

CREATE TABLE blocks (
  site   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  value  TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  at     INTEGER NOT NULL,
  PRIMARY KEY (site, kind, value)
) STRICT, WITHOUT ROWID;

-- Activities that arrived, remembered so that a replay has no effect.
CREATE TABLE received (
  site     TEXT NOT NULL,
  activity TEXT NOT NULL,
  actor    TEXT NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (site, activity, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_at ON received (at);

-- +goose Down
DROP TABLE received;
DROP TABLE blocks;
DROP TABLE remote_posts;
DROP TABLE reports;
DROP TABLE reactions;
DROP TABLE replies;
DROP TABLE followings;
DROP TABLE followers;
DROP TABLE actor_keys;
DROP TABLE actors;
DROP TABLE hosts;
DROP TABLE receipts;
DROP TABLE lanes;
DROP TABLE deliveries;
DROP TABLE activities;
DROP TABLE jobs;
