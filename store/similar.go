package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode/utf8"

	"vitrine/content"
)

// Bounds of a question, whatever is typed.
const (
	maxAsked      = 8    // words
	maxCandidates = 2000 // words that share a key
	maxProposals  = 5    // a word
)

// Similar proposes words of titles for words that occur nowhere.
func (db *DB) Similar(ctx context.Context, site content.ID, lang content.Lang, words []string) (map[string][]string, error) {
	langs := []content.Lang{lang}
	if s, err := db.Site(ctx, site); err != nil {
		return nil, err
	} else if lang == "" {
		langs = s.Languages
	}
	out := map[string][]string{}
	for _, w := range words[:min(len(words), maxAsked)] {
		if ts := tokens(w); len(ts) != 1 || ts[0] != w || !proposable(w) || out[w] != nil {
			continue
		}
		occurs, err := db.occurs(ctx, site, lang, w)
		if err != nil {
			return nil, err
		}
		if occurs {
			continue
		}
		list, err := db.proposals(ctx, site, langs, w)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			out[w] = list
		}
	}
	return out, nil
}

// occurs reports whether a published text has a word, looking at the newest.
func (db *DB) occurs(ctx context.Context, site content.ID, lang content.Lang, word string) (bool, error) {
	const public = ` WHERE t.which = '` + ofLive + `' AND (SELECT i.status FROM items i WHERE i.id = t.item) = '` + string(content.Published) + `' LIMIT 1`
	var rows *sql.Rows
	var err error
	if db.postgres {
		rows, err = db.query(ctx, `SELECT t.num FROM (SELECT num, item, which FROM search_texts WHERE site = $2 AND ($3 = '' OR lang = $3)
			AND doc @@ CAST($1::text AS tsquery) ORDER BY num DESC LIMIT $4) t`+public, "'"+word+"'", site, lang, maxHits)
	} else {
		match := `scope : "` + string(site) + `"`
		if lang != "" {
			match += ` AND scope : "` + langToken(lang) + `"`
		}
		rows, err = db.query(ctx, `SELECT t.num FROM (SELECT rowid AS num FROM search WHERE search MATCH $1 ORDER BY rowid DESC LIMIT $2) h
			CROSS JOIN search_texts t ON t.num = h.num`+public, match+` AND {title words} : "`+word+`"`, maxHits)
	}
	list, err := collect(rows, err, scanOne[int64])
	return len(list) > 0, fail(err, "search site %s", site)
}

// proposals are the words of titles that a word may be a misspelling of.
func (db *DB) proposals(ctx context.Context, site content.ID, langs []content.Lang, word string) ([]string, error) {
	var keys []int64
	for _, l := range langs {
		keys = append(keys, spellingKeys(site, l, word)...)
	}
	slices.Sort(keys)
	most, letters := errorsOf(word), utf8.RuneCountInString(word)
	rows, err := db.query(ctx, `SELECT w.word, w.n FROM words w WHERE w.id IN
			(SELECT s.word FROM spellings s WHERE `+db.anyOf("s.key", 1)+`)
		AND w.n > 0 AND w.site = $2 AND length(w.word) BETWEEN $3 AND $4 ORDER BY w.n DESC, w.word LIMIT $5`,
		slices.Compact(keys), site, letters-most, letters+most, maxCandidates)
	type candidate struct {
		word        string
		n, distance int
	}
	list, err := collect(rows, err, func(r *sql.Rows) (c candidate, err error) {
		err = r.Scan(&c.word, &c.n)
		return c, err
	})
	if err != nil {
		return nil, fail(err, "words of site %s", site)
	}
	best := map[string]candidate{} // a word may be in several languages
	for _, c := range list {
		c.distance = editDistance(word, c.word)
		c.n += best[c.word].n
		if c.distance > 0 && c.distance <= most {
			best[c.word] = c
		}
	}
	list = list[:0]
	for _, c := range best {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.distance, b.distance), strings.Compare(a.word, b.word))
	})
	var out []string
	for _, c := range list[:min(len(list), maxProposals)] {
		out = append(out, c.word)
	}
	return out, nil
}

// editDistance is how many typing errors lie between two words: letters left
// out, added, wrong, or exchanged with their neighbour (Damerau and Levenshtein,
// each letter touched once). Words are at most maxWord letters.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			wrong := 1
			if x[i-1] == y[j-1] {
				wrong = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+wrong)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(y)]
}
