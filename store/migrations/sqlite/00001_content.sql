-- +goose Up

-- What an institution publishes, and who may change it. Times are milliseconds
-- UTC, 0 for none; flags are 0 and 1; lists and maps are JSON.

CREATE TABLE sites (
	id TEXT NOT NULL PRIMARY KEY,
	name TEXT NOT NULL,
	origin TEXT NOT NULL,
	host TEXT NOT NULL,
	handle_domain TEXT NOT NULL,
	aliases TEXT NOT NULL,
	languages TEXT NOT NULL,
	time_zone TEXT NOT NULL,
	theme TEXT NOT NULL,
	contact TEXT NOT NULL,
	settings TEXT NOT NULL,
	state TEXT NOT NULL,
	generation INTEGER NOT NULL DEFAULT 0,
	created INTEGER NOT NULL,
	updated INTEGER NOT NULL
);

-- The names a site answers to. Role is web (origin and aliases) or handle.
CREATE TABLE site_hosts (
	host TEXT NOT NULL,
	role TEXT NOT NULL,
	rank INTEGER NOT NULL,
	site TEXT NOT NULL REFERENCES sites (id),
	PRIMARY KEY (host, role)
);
CREATE INDEX site_hosts_site ON site_hosts (site);

CREATE TABLE channels (
	id TEXT NOT NULL PRIMARY KEY,
	site TEXT NOT NULL REFERENCES sites (id),
	handle TEXT NOT NULL,
	name TEXT NOT NULL,
	summary TEXT NOT NULL,
	kind TEXT NOT NULL,
	lang TEXT NOT NULL,
	avatar TEXT NOT NULL,
	header TEXT NOT NULL,
	fields TEXT NOT NULL,
	also_known_as TEXT NOT NULL,
	moved_to TEXT NOT NULL,
	tag TEXT NOT NULL,
	announced INTEGER NOT NULL DEFAULT 0, -- objects announced and not deleted
	created INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	UNIQUE (site, id),
	UNIQUE (site, handle)
);
CREATE UNIQUE INDEX channels_main ON channels (site) WHERE kind = 'main';

CREATE TABLE items (
	id TEXT NOT NULL PRIMARY KEY,
	site TEXT NOT NULL,
	channel TEXT NOT NULL, -- of the live revision, else of the working one
	kind TEXT NOT NULL,
	status TEXT NOT NULL,
	pending TEXT NOT NULL,
	live INTEGER NOT NULL,
	working INTEGER NOT NULL,
	approved_by TEXT NOT NULL,
	approved_rev INTEGER NOT NULL,
	publish_at INTEGER NOT NULL,
	published INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	withdrawn_reason TEXT NOT NULL,
	source TEXT NOT NULL,
	external_id TEXT NOT NULL,
	source_sum TEXT NOT NULL,
	created INTEGER NOT NULL,
	trashed INTEGER NOT NULL,
	changed INTEGER NOT NULL, -- when the working revision was written
	touched INTEGER NOT NULL, -- the later of updated and changed
	listed TEXT NOT NULL DEFAULT '', -- where the item stands in listings, to take it away again
	UNIQUE (site, id),
	FOREIGN KEY (site, channel) REFERENCES channels (site, id)
);
CREATE UNIQUE INDEX items_source ON items (site, source, external_id) WHERE source <> '';
CREATE INDEX items_updated ON items (site, updated, id) WHERE live > 0;
CREATE INDEX items_touched ON items (site, touched, id);
CREATE INDEX items_trashed ON items (trashed) WHERE trashed > 0;

CREATE TABLE revisions (
	item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	n INTEGER NOT NULL,
	site TEXT NOT NULL,
	author TEXT NOT NULL, -- the user who wrote it
	created INTEGER NOT NULL,
	reason TEXT NOT NULL,
	title TEXT NOT NULL,
	was_live INTEGER NOT NULL DEFAULT 0,
	data TEXT NOT NULL,
	PRIMARY KEY (item, n)
);

-- Every slug that was ever live stays its item's.
CREATE TABLE slugs (
	site TEXT NOT NULL,
	lang TEXT NOT NULL,
	slug TEXT NOT NULL,
	item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	live INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (site, lang, slug)
);
CREATE INDEX slugs_item ON slugs (item);

CREATE TABLE drafts (
	item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	author TEXT NOT NULL,
	site TEXT NOT NULL,
	data BLOB NOT NULL,
	saved INTEGER NOT NULL,
	PRIMARY KEY (item, author)
);

-- Dates of published items: wall times with their zone, and the instants.
CREATE TABLE occurrences (
	item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	id TEXT NOT NULL,
	site TEXT NOT NULL,
	n INTEGER NOT NULL,
	starts INTEGER NOT NULL,
	finish INTEGER NOT NULL, -- the start when there is no end
	ends INTEGER NOT NULL,   -- 0 when there is no end
	span INTEGER NOT NULL,   -- class of length, see agenda.go
	wall TEXT NOT NULL,
	zone TEXT NOT NULL,
	data TEXT NOT NULL,
	PRIMARY KEY (item, id)
);
CREATE INDEX occurrences_time ON occurrences (item, starts, id, finish);

CREATE TABLE tags (
	id TEXT NOT NULL PRIMARY KEY,
	site TEXT NOT NULL REFERENCES sites (id),
	slug TEXT NOT NULL,
	labels TEXT NOT NULL,
	UNIQUE (site, slug)
);

CREATE TABLE authors (
	id TEXT NOT NULL PRIMARY KEY,
	site TEXT NOT NULL REFERENCES sites (id),
	name TEXT NOT NULL,
	handle TEXT NOT NULL,
	UNIQUE (site, name, handle)
);

CREATE TABLE media (
	id TEXT NOT NULL PRIMARY KEY,
	site TEXT NOT NULL REFERENCES sites (id),
	version INTEGER NOT NULL,
	type TEXT NOT NULL,
	name TEXT NOT NULL,
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	size INTEGER NOT NULL,
	blurhash TEXT NOT NULL,
	alt TEXT NOT NULL,
	decorative INTEGER NOT NULL,
	described INTEGER NOT NULL,
	credit TEXT NOT NULL,
	licence TEXT NOT NULL,
	focal_x REAL NOT NULL,
	focal_y REAL NOT NULL,
	renditions TEXT NOT NULL,
	source TEXT NOT NULL,
	sum TEXT NOT NULL,
	uploaded_by TEXT NOT NULL,
	created INTEGER NOT NULL,
	updated INTEGER NOT NULL
);
CREATE INDEX media_source ON media (site, source, created, id) WHERE source <> '';

-- Which is live or working.
CREATE TABLE media_uses (
	item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	which TEXT NOT NULL,
	media TEXT NOT NULL REFERENCES media (id),
	PRIMARY KEY (item, which, media)
);
CREATE INDEX media_uses_media ON media_uses (media, item);

-- What other servers know.
CREATE TABLE objects (
	id TEXT NOT NULL PRIMARY KEY,
	site TEXT NOT NULL,
	item TEXT NOT NULL REFERENCES items (id),
	lang TEXT NOT NULL,
	channel TEXT NOT NULL,
	type TEXT NOT NULL,
	revision INTEGER NOT NULL,
	announced INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	deleted INTEGER NOT NULL,
	FOREIGN KEY (site, channel) REFERENCES channels (site, id)
);
CREATE UNIQUE INDEX objects_present ON objects (item, lang, channel) WHERE deleted = 0;
CREATE INDEX objects_item ON objects (item, announced, id);
CREATE INDEX objects_channel ON objects (channel, announced, id) WHERE deleted = 0 AND announced > 0;

CREATE TABLE featured (
	channel TEXT NOT NULL REFERENCES channels (id),
	n INTEGER NOT NULL,
	object TEXT NOT NULL REFERENCES objects (id),
	site TEXT NOT NULL,
	PRIMARY KEY (channel, n)
);

-- People.
CREATE TABLE users (
	id TEXT NOT NULL PRIMARY KEY,
	email TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	disabled INTEGER NOT NULL,
	password TEXT NOT NULL DEFAULT '',
	created INTEGER NOT NULL
);

-- An empty channel is the whole site.
CREATE TABLE memberships (
	member TEXT NOT NULL REFERENCES users (id),
	site TEXT NOT NULL REFERENCES sites (id),
	channel TEXT NOT NULL,
	role TEXT NOT NULL,
	PRIMARY KEY (member, site, channel)
);
CREATE INDEX memberships_site ON memberships (site, channel, role);

CREATE TABLE tokens (
	id TEXT NOT NULL PRIMARY KEY,
	owner TEXT NOT NULL REFERENCES users (id),
	site TEXT NOT NULL REFERENCES sites (id),
	name TEXT NOT NULL,
	scopes TEXT NOT NULL,
	hash TEXT NOT NULL UNIQUE,
	created INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	last_used INTEGER NOT NULL
);
CREATE INDEX tokens_owner ON tokens (site, owner);

-- Answers given to calls that may be repeated.
CREATE TABLE answers (
	site TEXT NOT NULL REFERENCES sites (id),
	token TEXT NOT NULL,
	key TEXT NOT NULL,
	sum TEXT NOT NULL,
	status INTEGER NOT NULL,
	answer BLOB NOT NULL,
	claimed INTEGER NOT NULL,
	PRIMARY KEY (site, token, key)
);
CREATE INDEX answers_claimed ON answers (claimed);

-- Private keys, encrypted; an empty owner is the server actor.
CREATE TABLE keys (
	site TEXT NOT NULL REFERENCES sites (id),
	owner TEXT NOT NULL,
	type TEXT NOT NULL,
	public BLOB NOT NULL,
	sealed BLOB NOT NULL,
	created INTEGER NOT NULL,
	PRIMARY KEY (site, owner, type)
);

-- Derived: a facet is a list that items stand in, such as the published ones in
-- Dutch with a certain tag. n counts the items of facets of published ones.
CREATE TABLE facets (
	id INTEGER NOT NULL PRIMARY KEY,
	site TEXT NOT NULL,
	name TEXT NOT NULL,
	n INTEGER NOT NULL DEFAULT 0,
	UNIQUE (site, name)
);

CREATE TABLE listings (
	facet INTEGER NOT NULL,
	listed INTEGER NOT NULL, -- what the list is in order of
	item TEXT NOT NULL,
	PRIMARY KEY (facet, listed, item)
) WITHOUT ROWID;

CREATE TABLE titles (
	facet INTEGER NOT NULL,
	sort TEXT NOT NULL,
	item TEXT NOT NULL,
	PRIMARY KEY (facet, sort, item)
) WITHOUT ROWID;
CREATE INDEX titles_item ON titles (item);

CREATE TABLE agenda (
	facet INTEGER NOT NULL,
	span INTEGER NOT NULL,
	starts INTEGER NOT NULL,
	item TEXT NOT NULL,
	occurrence TEXT NOT NULL,
	finish INTEGER NOT NULL,
	PRIMARY KEY (facet, span, starts, item, occurrence)
) WITHOUT ROWID;
CREATE INDEX agenda_item ON agenda (item);

-- The words of texts, folded. The number grows with the publication date,
-- so that the newest hits are found first.
CREATE TABLE search_texts (
	num INTEGER NOT NULL PRIMARY KEY,
	site TEXT NOT NULL,
	item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	lang TEXT NOT NULL,
	which TEXT NOT NULL, -- live, or working where that is newer
	sort TEXT NOT NULL,
	title TEXT NOT NULL,
	words TEXT NOT NULL,
	UNIQUE (item, lang, which)
);

-- Derived. Words arrive folded and separated by spaces, so the tokenizer has
-- nothing to decide.
CREATE VIRTUAL TABLE search USING fts5 (
	scope, title, words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3'
);

-- +goose Down
DROP TABLE search;
DROP TABLE search_texts;
DROP TABLE agenda;
DROP TABLE titles;
DROP TABLE listings;
DROP TABLE facets;
DROP TABLE keys;
DROP TABLE answers;
DROP TABLE tokens;
DROP TABLE memberships;
DROP TABLE users;
DROP TABLE featured;
DROP TABLE objects;
DROP TABLE media_uses;
DROP TABLE media;
DROP TABLE authors;
DROP TABLE tags;
DROP TABLE occurrences;
DROP TABLE drafts;
DROP TABLE slugs;
DROP TABLE revisions;
DROP TABLE items;
DROP TABLE channels;
DROP TABLE site_hosts;
DROP TABLE sites;
