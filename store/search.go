package store

import (
	"cmp"
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/content"
)

// Words arrive folded; here they are only cut, the same way for the index and
// for a question, so that both databases find the same.
const (
	maxToken   = 64      // bytes of a word that count
	maxIndexed = 600_000 // bytes of a text that are indexed; PostgreSQL's vectors end at a megabyte
)

// tokens cuts folded text into words: runs of letters and digits.
func tokens(s string) []string {
	var out []string
	size := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if len(w) > maxToken {
			w = w[:maxToken]
			for !utf8.ValidString(w) {
				w = w[:len(w)-1]
			}
		}
		if size += len(w) + 1; size > maxIndexed {
			break
		}
		out = append(out, w)
	}
	return out
}

// Which revision a search entry is of. An item has working ones only while its
// working revision is newer than the live one.
const (
	ofLive    = "live"
	ofWorking = "working"
)

// index replaces the search entries of an item's working revision, and those of
// its live one too when that is what moved.
func (t *tx) index(ctx context.Context, site, item content.ID, place int64, which string, texts []content.IndexText) error {
	rows, err := t.query(ctx, `SELECT num FROM search_texts WHERE item = $1 AND (which = $2 OR $3 = $4)`, item, ofWorking, which, ofLive)
	nums, err := collect(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	for _, n := range nums {
		if !t.postgres {
			if _, err := t.exec(ctx, `DELETE FROM search WHERE rowid = $1`, n); err != nil {
				return err
			}
		}
		if _, err := t.exec(ctx, `DELETE FROM search_texts WHERE num = $1`, n); err != nil {
			return err
		}
	}
	seen := map[content.Lang]bool{}
	for _, x := range texts {
		if seen[x.Lang] {
			continue
		}
		seen[x.Lang] = true
		if err := t.indexText(ctx, site, item, place, which, x); err != nil {
			return err
		}
	}
	return nil
}

// Numbers of entries grow with the time of publication, so that a search can
// stop after the newest hits; the low bits keep texts of one instant apart.
const (
	numBits  = 20
	maxStamp = 1 << 42 // the year 2109, in milliseconds
)

func (t *tx) indexText(ctx context.Context, site, item content.ID, place int64, which string, x content.IndexText) error {
	base := min(max(place, -maxStamp), maxStamp) << numBits
	title, words := strings.Join(tokens(x.Title), " "), strings.Join(tokens(x.Words), " ")
	key := strings.ToValidUTF8(x.Sort[:min(len(x.Sort), maxSort)], "")
	for range maxTries {
		num := base | rand.Int64N(1<<numBits)
		q := `INSERT INTO search_texts (num, site, item, lang, sort, title, words, which) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (num) DO NOTHING`
		args := []any{num, site, item, x.Lang, key, title, words, which}
		if t.postgres {
			q = `INSERT INTO search_texts (num, site, item, lang, sort, title, words, which, doc)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CAST($9::text AS tsvector)) ON CONFLICT (num) DO NOTHING`
			args = append(args, vector(title, words))
		}
		n, err := t.exec(ctx, q, args...)
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		if t.postgres {
			return nil
		}
		_, err = t.exec(ctx, `INSERT INTO search (rowid, scope, title, words) VALUES ($1, $2, $3, $4)`,
			num, scope(site, x.Lang), title, words)
		return err
	}
	return content.Failf(content.Unavailable, "no number for a search entry")
}

// scope is what narrows a search to a site and a language, as words.
func scope(site content.ID, lang content.Lang) string { return string(site) + " " + langToken(lang) }

func langToken(lang content.Lang) string {
	return "l" + strings.ToLower(strings.ReplaceAll(string(lang), "-", ""))
}

// vector writes a tsvector: words of the title weigh A, the others D.
func vector(title, words string) string {
	var b strings.Builder
	pos := 0
	for _, part := range []struct{ text, weight string }{{title, "A"}, {words, ""}} {
		for _, w := range strings.Fields(part.text) {
			if pos < 16_383 { // PostgreSQL's last position
				pos++
			}
			b.WriteString("'" + w + "':" + strconv.Itoa(pos) + part.weight + " ")
		}
	}
	return b.String()
}

// maxHits is how many of the newest hits are ranked: a common word must not cost
// the whole collection.
const maxHits = 2000

// scored is a text that was found.
type scored struct {
	item  string
	sort  string
	score int64 // millionths
}

// match searches the texts of a site, live or working ones. All words must occur
// in one text, the last one as a beginning.
func (db *DB) match(ctx context.Context, site content.ID, lang content.Lang, words []string, working bool) ([]scored, error) {
	var ts []string
	for _, w := range words {
		found := tokens(w)
		if len(found) == 0 && strings.TrimSpace(w) != "" {
			return nil, nil // a word of signs only, which no text has
		}
		ts = append(ts, found...)
	}
	if len(ts) == 0 {
		return nil, nil
	}
	// A working entry hides the live ones of its item from staff, and nothing
	// from the public.
	which := `t.which = '` + ofLive + `'`
	if working {
		which = `(t.which = '` + ofWorking + `' OR
			(SELECT 1 FROM search_texts w WHERE w.item = t.item AND w.which = '` + ofWorking + `' LIMIT 1) IS NULL)`
	}
	var rows *sql.Rows
	var err error
	if db.postgres {
		q := make([]string, len(ts))
		for i, t := range ts {
			q[i] = "'" + t + "'"
		}
		q[len(q)-1] += ":*"
		rows, err = db.query(ctx, `SELECT t.item, t.sort, CAST(1000000 * ts_rank(t.doc, CAST($1::text AS tsquery)) AS BIGINT) FROM
			(SELECT item, sort, doc, which FROM search_texts WHERE site = $2 AND ($3 = '' OR lang = $3)
				AND doc @@ CAST($1::text AS tsquery) ORDER BY num DESC LIMIT $4) t WHERE `+which, strings.Join(q, " & "), site, lang, maxHits)
	} else {
		q := make([]string, len(ts))
		for i, t := range ts {
			q[i] = `"` + t + `"`
		}
		q[len(q)-1] += " *"
		match := ""
		for i, t := range q {
			if i > 0 {
				match += ` AND `
			}
			match += `{title words} : ` + t
		}
		// The scope narrows common words to the newest hits of this site and
		// language; ranking would count all texts that are in it. What a few texts
		// have is looked at without.
		few, err := db.few(ctx, match)
		if err != nil {
			return nil, fail(err, "search site %s", site)
		}
		if !few {
			if lang != "" {
				match = `scope : "` + langToken(lang) + `" AND ` + match
			}
			match = `scope : "` + string(site) + `" AND ` + match
		}
		rows, err = db.query(ctx, `SELECT t.item, t.sort, CAST(-1000000 * h.score AS INTEGER) FROM
			(SELECT rowid AS num, bm25(search, 0.0, 5.0, 1.0) AS score FROM search WHERE search MATCH $1
				ORDER BY rowid DESC LIMIT $2) h CROSS JOIN search_texts t ON t.num = h.num
			WHERE t.site = $3 AND ($4 = '' OR t.lang = $4) AND `+which, match, maxHits, site, lang)
	}
	list, err := collect(rows, err, func(r *sql.Rows) (s scored, err error) {
		err = r.Scan(&s.item, &s.sort, &s.score)
		return s, err
	})
	return list, fail(err, "search site %s", site)
}

// few reports whether all texts of the database that match can be ranked.
func (db *DB) few(ctx context.Context, match string) (bool, error) {
	var n int
	err := db.row(ctx, `SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH $1 LIMIT $2)`, match, maxHits+1).Scan(&n)
	return n <= maxHits, err
}

// found lists the items whose texts match, in the order asked for.
func (db *DB) found(ctx context.Context, p *plan, f content.ItemFilter, c cursor, limit int) ([]hit, error) {
	texts, err := db.match(ctx, p.site, f.Lang, f.Words, p.working)
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	best := map[string]scored{} // an item may match in several languages
	for _, t := range texts {
		if b, ok := best[t.item]; !ok || t.score > b.score {
			best[t.item] = t
		}
	}
	ids := make([]string, 0, len(best))
	for id := range best {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var args arguments
	args.add(ids)
	in := db.anyOf("i.id", len(args))
	from := int64(-1 << 62)
	if !f.From.IsZero() {
		from = ms(f.From)
	}
	past := args.add(from)
	where := p.conditions(&args, "i.id", p.listedAt(), "")
	rows, err := db.query(ctx, `SELECT i.id, `+p.listedAt()+`, i.`+p.moved()+`,
			coalesce((SELECT min(o.starts) FROM occurrences o WHERE o.item = i.id AND o.finish > `+past+`), 0)
		FROM items i WHERE `+in+where, args...) // the hits are of the site already
	hits, err := collect(rows, err, func(r *sql.Rows) (h hit, err error) {
		var listed, moved, soonest int64
		if err := r.Scan(&h.id, &listed, &moved, &soonest); err != nil {
			return h, err
		}
		switch f.Order { // every order as one that rises
		case content.Best:
			h.n = -best[h.id].score
		case content.Changed:
			h.n = moved
		case content.Soonest:
			h.n = soonest
		case content.ByTitle:
			h.text = best[h.id].sort
		default:
			h.n = -listed
		}
		return h, nil
	})
	if err != nil {
		return nil, fail(err, "search site %s", p.site)
	}
	slices.SortFunc(hits, compareHits)
	start := 0
	if c.begun {
		last := hit{n: c.n, text: c.text, id: c.id}
		start, _ = slices.BinarySearchFunc(hits, last, compareHits)
		if start < len(hits) && compareHits(hits[start], last) == 0 {
			start++
		}
	}
	return hits[start:min(start+limit, len(hits))], nil
}

func compareHits(a, b hit) int {
	return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.text, b.text), cmp.Compare(a.id, b.id))
}

// plainKey orders titles that have no collation key: drafts.
func plainKey(title string) string {
	s := strings.ToLower(title)
	return strings.ToValidUTF8(s[:min(len(s), maxSort)], "")
}
