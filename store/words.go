package store

import (
	"context"
	"database/sql"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/content"
)

// Words of titles are kept with the keys under which a misspelling finds them:
// what is left of a word's first letters when one or two are left out. A word
// that was typed with a letter too many, too few, wrong or exchanged shares a
// key with the right one, so nothing is compared but a handful of candidates.
// (Wolf Garbe's symmetric deletes, with his prefix.)
const (
	minWord    = 3  // letters of a word that is worth a proposal
	maxWord    = 40 // longer ones are no words
	longWord   = 8  // letters from which two errors are allowed
	keyPrefix  = 7  // letters that keys are made of
	titleWords = 60 // of a title that count
)

// proposable reports whether a word may be proposed, or misspelled.
func proposable(w string) bool {
	n := utf8.RuneCountInString(w)
	return n >= minWord && n <= maxWord && strings.IndexFunc(w, unicode.IsLetter) >= 0
}

// errorsOf is how many typing errors a word may have.
func errorsOf(w string) int {
	if utf8.RuneCountInString(w) >= longWord {
		return 2
	}
	return 1
}

// spellingKeys are the keys of a word of a language of a site, at most 29.
func spellingKeys(site content.ID, lang content.Lang, word string) []int64 {
	prefix := []rune(word)
	if len(prefix) > keyPrefix {
		prefix = prefix[:keyPrefix]
	}
	stems := map[string]bool{string(prefix): true}
	for range errorsOf(word) {
		for _, s := range slices.Collect(maps.Keys(stems)) {
			rs := []rune(s)
			for i := range rs {
				stems[string(rs[:i])+string(rs[i+1:])] = true
			}
		}
	}
	keys := make([]int64, 0, len(stems))
	for s := range stems {
		h := fnv.New64a()
		h.Write([]byte(string(site) + "\x00" + string(lang) + "\x00" + s))
		keys = append(keys, int64(h.Sum64()))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// titleWords finds the numbers of the words of an item's live titles, making
// those that are new.
func (t *tx) titleWords(ctx context.Context, it *itemRow) (ids []int64, err error) {
	type title struct {
		lang content.Lang
		text string
	}
	rows, err := t.query(ctx, `SELECT lang, title FROM search_texts WHERE item = $1 AND which = $2 ORDER BY lang`, it.id, ofLive)
	titles, err := collect(rows, err, func(r *sql.Rows) (x title, err error) {
		err = r.Scan(&x.lang, &x.text)
		return x, err
	})
	if err != nil {
		return nil, err
	}
	for _, x := range titles {
		var words []string
		for _, w := range tokens(x.text) {
			if proposable(w) && len(words) < titleWords {
				words = append(words, w)
			}
		}
		slices.Sort(words)
		words = slices.Compact(words)
		known, err := t.wordIDs(ctx, it.site, x.lang, words)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			ids = append(ids, known[w])
		}
	}
	slices.Sort(ids)
	return ids, nil
}

func (t *tx) wordIDs(ctx context.Context, site content.ID, lang content.Lang, words []string) (map[string]int64, error) {
	known, err := t.knownWords(ctx, site, lang, words)
	if err != nil || len(known) == len(words) {
		return known, err
	}
	for _, w := range words { // sorted: two writers never wait for each other in a circle
		if _, ok := known[w]; ok {
			continue
		}
		if _, err := t.exec(ctx, `INSERT INTO words (site, lang, word) VALUES ($1, $2, $3) ON CONFLICT (site, lang, word) DO NOTHING`, site, lang, w); err != nil {
			return nil, err
		}
		var id int64
		if err := t.row(ctx, `SELECT id FROM words WHERE site = $1 AND lang = $2 AND word = $3`, site, lang, w).Scan(&id); err != nil {
			return nil, err
		}
		known[w] = id
		if _, err := t.exec(ctx, `INSERT INTO spellings (key, word) SELECT value, CAST($2 AS BIGINT) FROM `+t.eachNumber(1)+` WHERE 1 = 1
			ON CONFLICT (key, word) DO NOTHING`, spellingKeys(site, lang, w), id); err != nil {
			return nil, err
		}
	}
	return known, nil
}

func (t *tx) knownWords(ctx context.Context, site content.ID, lang content.Lang, words []string) (map[string]int64, error) {
	known := make(map[string]int64, len(words))
	rows, err := t.query(ctx, `SELECT id, word FROM words WHERE site = $1 AND lang = $2 AND `+t.anyOf("word", 3), site, lang, words)
	_, err = collect(rows, err, func(r *sql.Rows) (struct{}, error) {
		var id int64
		var w string
		err := r.Scan(&id, &w)
		known[w] = id
		return struct{}{}, err
	})
	return known, err
}

// reword counts the words of an item's titles; those of no title are forgotten.
func (t *tx) reword(ctx context.Context, _ *itemRow, was, is reads) error {
	gone, come := without(was.Words, is.Words), without(is.Words, was.Words)
	if len(come) > 0 {
		if _, err := t.exec(ctx, `UPDATE words SET n = n + 1 WHERE `+t.anyOf("id", 1), come); err != nil {
			return err
		}
	}
	if len(gone) == 0 {
		return nil
	}
	if _, err := t.exec(ctx, `UPDATE words SET n = n - 1 WHERE `+t.anyOf("id", 1), gone); err != nil {
		return err
	}
	_, err := t.exec(ctx, `DELETE FROM words WHERE n <= 0 AND `+t.anyOf("id", 1), gone)
	return err
}
