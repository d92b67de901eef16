-- +goose Up

-- What readers' lists ask beside the items. All of it is derived from the live
-- revisions of published items; DB.refresh fills it for rows that are older.

-- The name of a facet's value that is no word of the catalogue: of a place.
CREATE TABLE facet_labels (
	site TEXT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	label TEXT NOT NULL,
	PRIMARY KEY (site, name, value)
) WITHOUT ROWID;

-- How many items stand in a reader's facet: at level 9 all of them, at the
-- others by when their last date in it is over, see tallies.go.
CREATE TABLE tallies (
	grp INTEGER NOT NULL, -- the facets of one name and language
	level INTEGER NOT NULL,
	slot INTEGER NOT NULL,
	facet INTEGER NOT NULL,
	kind TEXT NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (grp, level, slot, facet, kind)
) WITHOUT ROWID;

-- How many items of a facet were first published in a month (year * 12 + month - 1)
-- of the site's time zone.
CREATE TABLE months (
	facet INTEGER NOT NULL,
	month INTEGER NOT NULL,
	n INTEGER NOT NULL,
	PRIMARY KEY (facet, month)
) WITHOUT ROWID;

-- The tags and readers' facets of an item, with the end of its last date in each.
CREATE TABLE item_facets (
	item TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	facet INTEGER NOT NULL,
	last INTEGER NOT NULL, -- 0 without dates
	PRIMARY KEY (item, facet)
) WITHOUT ROWID;
CREATE INDEX occurrences_finish ON occurrences (site, finish, item);

-- Items that hold others, in order.
CREATE TABLE members (
	edition TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
	n INTEGER NOT NULL,
	item TEXT NOT NULL,
	PRIMARY KEY (edition, n)
) WITHOUT ROWID;
CREATE INDEX members_item ON members (item, edition);

-- The words of titles, with the number of titles that have them, and under which
-- keys a misspelling finds them.
CREATE TABLE words (
	id INTEGER NOT NULL PRIMARY KEY,
	site TEXT NOT NULL,
	lang TEXT NOT NULL,
	word TEXT NOT NULL,
	n INTEGER NOT NULL DEFAULT 0,
	UNIQUE (site, lang, word)
);
CREATE TABLE spellings (
	key INTEGER NOT NULL,
	word INTEGER NOT NULL REFERENCES words (id) ON DELETE CASCADE,
	PRIMARY KEY (key, word)
) WITHOUT ROWID;
CREATE INDEX spellings_word ON spellings (word);

CREATE INDEX authors_id ON authors (site, id);

-- Which form the derived tables have; a program that knows a later one makes
-- them anew when it opens the database.
CREATE TABLE derived (
	one INTEGER NOT NULL PRIMARY KEY,
	form INTEGER NOT NULL
);

-- +goose Down
DROP TABLE derived;
DROP INDEX authors_id;
DROP TABLE spellings;
DROP TABLE words;
DROP TABLE members;
DROP INDEX occurrences_finish;
DROP TABLE item_facets;
DROP TABLE months;
DROP TABLE tallies;
DROP TABLE facet_labels;
