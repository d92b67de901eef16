-- +goose Up

-- What an institution publishes, and who may change it. Times are milliseconds
-- UTC, 0 for none; flags are 0 and 1; lists and maps are JSON.

CREATE TABLE sites (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	name TEXT COLLATE "C" NOT NULL,
	origin TEXT COLLATE "C" NOT NULL,
	host TEXT COLLATE "C" NOT NULL,
	handle_domain TEXT COLLATE "C" NOT NULL,
	aliases TEXT COLLATE "C" NOT NULL,
	languages TEXT COLLATE "C" NOT NULL,
	time_zone TEXT COLLATE "C" NOT NULL,
	theme TEXT COLLATE "C" NOT NULL,
	contact TEXT COLLATE "C" NOT NULL,
	settings TEXT COLLATE "C" NOT NULL,
	state TEXT COLLATE "C" NOT NULL,
	generation BIGINT NOT NULL DEFAULT 0,
	created BIGINT NOT NULL,
	updated BIGINT NOT NULL
);

-- The names a site answers to. Role is web (origin and aliases) or handle.
CREATE TABLE site_hosts (
	host TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	rank BIGINT NOT NULL,
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	PRIMARY KEY (host, role)
);
CREATE INDEX site_hosts_site ON site_hosts (site);

CREATE TABLE channels (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	handle TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	summary TEXT COLLATE "C" NOT NULL,
	kind TEXT COLLATE "C" NOT NULL,
	lang TEXT COLLATE "C" NOT NULL,
	avatar TEXT COLLATE "C" NOT NULL,
	header TEXT COLLATE "C" NOT NULL,
	fields TEXT COLLATE "C" NOT NULL,
	also_known_as TEXT COLLATE "C" NOT NULL,
	moved_to TEXT COLLATE "C" NOT NULL,
	tag TEXT COLLATE "C" NOT NULL,
	announced BIGINT NOT NULL DEFAULT 0, -- objects announced and not deleted
	created BIGINT NOT NULL,
	updated BIGINT NOT NULL,
	UNIQUE (site, id),
	UNIQUE (site, handle)
);
CREATE UNIQUE INDEX channels_main ON channels (site) WHERE kind = 'main';

CREATE TABLE items (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL,
	channel TEXT COLLATE "C" NOT NULL, -- of the live revision, else of the working one
	kind TEXT COLLATE "C" NOT NULL,
	status TEXT COLLATE "C" NOT NULL,
	pending TEXT COLLATE "C" NOT NULL,
	live BIGINT NOT NULL,
	working BIGINT NOT NULL,
	approved_by TEXT COLLATE "C" NOT NULL,
	approved_rev BIGINT NOT NULL,
	publish_at BIGINT NOT NULL,
	published BIGINT NOT NULL,
	updated BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	withdrawn_reason TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	external_id TEXT COLLATE "C" NOT NULL,
	source_sum TEXT COLLATE "C" NOT NULL,
	created BIGINT NOT NULL,
	trashed BIGINT NOT NULL,
	changed BIGINT NOT NULL, -- when the working revision was written
	touched BIGINT NOT NULL, -- the later of updated and changed
	listed TEXT COLLATE "C" NOT NULL DEFAULT '', -- where the item stands in listings, to take it away again
	UNIQUE (site, id),
	FOREIGN KEY (site, channel) REFERENCES channels (site, id)
);
CREATE UNIQUE INDEX items_source ON items (site, source, external_id) WHERE source <> '';
CREATE INDEX items_updated ON items (site, updated, id) WHERE live > 0;
CREATE INDEX items_touched ON items (site, touched, id);
CREATE INDEX items_trashed ON items (trashed) WHERE trashed > 0;

CREATE TABLE revisions (
	item TEXT COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	n BIGINT NOT NULL,
	site TEXT COLLATE "C" NOT NULL,
	author TEXT COLLATE "C" NOT NULL, -- the user who wrote it
	created BIGINT NOT NULL,
	reason TEXT COLLATE "C" NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	was_live BIGINT NOT NULL DEFAULT 0,
	data TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (item, n)
);

-- Every slug that was ever live stays its item's.
CREATE TABLE slugs (
	site TEXT COLLATE "C" NOT NULL,
	lang TEXT COLLATE "C" NOT NULL,
	slug TEXT COLLATE "C" NOT NULL,
	item TEXT COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	live BIGINT NOT NULL DEFAULT 0,
	PRIMARY KEY (site, lang, slug)
);
CREATE INDEX slugs_item ON slugs (item);

CREATE TABLE drafts (
	item TEXT COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	author TEXT COLLATE "C" NOT NULL,
	site TEXT COLLATE "C" NOT NULL,
	data BYTEA NOT NULL,
	saved BIGINT NOT NULL,
	PRIMARY KEY (item, author)
);

-- Dates of published items: wall times with their zone, and the instants.
CREATE TABLE occurrences (
	item TEXT COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	id TEXT COLLATE "C" NOT NULL,
	site TEXT COLLATE "C" NOT NULL,
	n BIGINT NOT NULL,
	starts BIGINT NOT NULL,
	finish BIGINT NOT NULL, -- the start when there is no end
	ends BIGINT NOT NULL,   -- 0 when there is no end
	span BIGINT NOT NULL,   -- class of length, see agenda.go
	wall TEXT COLLATE "C" NOT NULL,
	zone TEXT COLLATE "C" NOT NULL,
	data TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (item, id)
);
CREATE INDEX occurrences_time ON occurrences (item, starts, id, finish);

CREATE TABLE tags (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	slug TEXT COLLATE "C" NOT NULL,
	labels TEXT COLLATE "C" NOT NULL,
	UNIQUE (site, slug)
);

CREATE TABLE authors (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	name TEXT COLLATE "C" NOT NULL,
	handle TEXT COLLATE "C" NOT NULL,
	UNIQUE (site, name, handle)
);

CREATE TABLE media (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	version BIGINT NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	width BIGINT NOT NULL,
	height BIGINT NOT NULL,
	size BIGINT NOT NULL,
	blurhash TEXT COLLATE "C" NOT NULL,
	alt TEXT COLLATE "C" NOT NULL,
	decorative BIGINT NOT NULL,
	described BIGINT NOT NULL,
	credit TEXT COLLATE "C" NOT NULL,
	licence TEXT COLLATE "C" NOT NULL,
	focal_x DOUBLE PRECISION NOT NULL,
	focal_y DOUBLE PRECISION NOT NULL,
	renditions TEXT COLLATE "C" NOT NULL,
	source TEXT COLLATE "C" NOT NULL,
	sum TEXT COLLATE "C" NOT NULL,
	uploaded_by TEXT COLLATE "C" NOT NULL,
	created BIGINT NOT NULL,
	updated BIGINT NOT NULL
);
CREATE INDEX media_source ON media (site, source, created, id) WHERE source <> '';

-- Which is live or working.
CREATE TABLE media_uses (
	item TEXT COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	which TEXT COLLATE "C" NOT NULL,
	media TEXT COLLATE "C" NOT NULL REFERENCES media (id),
	PRIMARY KEY (item, which, media)
);
CREATE INDEX media_uses_media ON media_uses (media, item);

-- What other servers know.
CREATE TABLE objects (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL,
	item TEXT COLLATE "C" NOT NULL REFERENCES items (id),
	lang TEXT COLLATE "C" NOT NULL,
	channel TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	revision BIGINT NOT NULL,
	announced BIGINT NOT NULL,
	updated BIGINT NOT NULL,
	deleted BIGINT NOT NULL,
	FOREIGN KEY (site, channel) REFERENCES channels (site, id)
);
CREATE UNIQUE INDEX objects_present ON objects (item, lang, channel) WHERE deleted = 0;
CREATE INDEX objects_item ON objects (item, announced, id);
CREATE INDEX objects_channel ON objects (channel, announced, id) WHERE deleted = 0 AND announced > 0;

CREATE TABLE featured (
	channel TEXT COLLATE "C" NOT NULL REFERENCES channels (id),
	n BIGINT NOT NULL,
	object TEXT COLLATE "C" NOT NULL REFERENCES objects (id),
	site TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (channel, n)
);

-- People.
CREATE TABLE users (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	email TEXT COLLATE "C" NOT NULL UNIQUE,
	name TEXT COLLATE "C" NOT NULL,
	disabled BIGINT NOT NULL,
	password TEXT COLLATE "C" NOT NULL DEFAULT '',
	created BIGINT NOT NULL
);

-- An empty channel is the whole site.
CREATE TABLE memberships (
	member TEXT COLLATE "C" NOT NULL REFERENCES users (id),
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	channel TEXT COLLATE "C" NOT NULL,
	role TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (member, site, channel)
);
CREATE INDEX memberships_site ON memberships (site, channel, role);

CREATE TABLE tokens (
	id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
	owner TEXT COLLATE "C" NOT NULL REFERENCES users (id),
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	name TEXT COLLATE "C" NOT NULL,
	scopes TEXT COLLATE "C" NOT NULL,
	hash TEXT COLLATE "C" NOT NULL UNIQUE,
	created BIGINT NOT NULL,
	expires BIGINT NOT NULL,
	last_used BIGINT NOT NULL
);
CREATE INDEX tokens_owner ON tokens (site, owner);

-- Answers given to calls that may be repeated.
CREATE TABLE answers (
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	token TEXT COLLATE "C" NOT NULL,
	key TEXT COLLATE "C" NOT NULL,
	sum TEXT COLLATE "C" NOT NULL,
	status BIGINT NOT NULL,
	answer BYTEA NOT NULL,
	claimed BIGINT NOT NULL,
	PRIMARY KEY (site, token, key)
);
CREATE INDEX answers_claimed ON answers (claimed);

-- Private keys, encrypted; an empty owner is the server actor.
CREATE TABLE keys (
	site TEXT COLLATE "C" NOT NULL REFERENCES sites (id),
	owner TEXT COLLATE "C" NOT NULL,
	type TEXT COLLATE "C" NOT NULL,
	public BYTEA NOT NULL,
	sealed BYTEA NOT NULL,
	created BIGINT NOT NULL,
	PRIMARY KEY (site, owner, type)
);

-- Derived: a facet is a list that items stand in, such as the published ones in
-- Dutch with a certain tag. n counts the items of facets of published ones.
CREATE TABLE facets (
	id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL,
	name TEXT COLLATE "C" NOT NULL,
	n BIGINT NOT NULL DEFAULT 0,
	UNIQUE (site, name)
);

CREATE TABLE listings (
	facet BIGINT NOT NULL,
	listed BIGINT NOT NULL, -- what the list is in order of
	item TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (facet, listed, item)
);

CREATE TABLE titles (
	facet BIGINT NOT NULL,
	sort TEXT COLLATE "C" NOT NULL,
	item TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (facet, sort, item)
);
CREATE INDEX titles_item ON titles (item);

CREATE TABLE agenda (
	facet BIGINT NOT NULL,
	span BIGINT NOT NULL,
	starts BIGINT NOT NULL,
	item TEXT COLLATE "C" NOT NULL,
	occurrence TEXT COLLATE "C" NOT NULL,
	finish BIGINT NOT NULL,
	PRIMARY KEY (facet, span, starts, item, occurrence)
);
CREATE INDEX agenda_item ON agenda (item);

-- The words of texts, folded. The number grows with the publication date,
-- so that the newest hits are found first.
CREATE TABLE search_texts (
	num BIGINT NOT NULL PRIMARY KEY,
	site TEXT COLLATE "C" NOT NULL,
	item TEXT COLLATE "C" NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	lang TEXT COLLATE "C" NOT NULL,
	which TEXT COLLATE "C" NOT NULL, -- live, or working where that is newer
	sort TEXT COLLATE "C" NOT NULL,
	title TEXT COLLATE "C" NOT NULL,
	words TEXT COLLATE "C" NOT NULL,
	doc tsvector NOT NULL, -- derived from title and words
	UNIQUE (item, lang, which)
);
CREATE INDEX search_texts_doc ON search_texts USING gin (doc);
CREATE INDEX search_texts_site ON search_texts (site, num);

-- +goose Down
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
