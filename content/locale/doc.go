// Package locale is what every outlet says, and how: the sentences of the
// interface in Dutch, French, German and English, dates, times, money and
// numbers as CLDR writes them, language tags, and the sorting and folding that
// make a search for "ete" find "été".
//
// # Sentences
//
// New reads the embedded catalogues (active.nl.json and its brothers, the
// go-i18n format that Weblate edits). T fills one in:
//
//	words.T("nl-BE", "byline", "Names", locale.List("nl", names))
//	words.T("fr", "count.likes", "N", 3)
//
// Arguments are pairs of a name and a value, or one map. The argument N is the
// number that chooses the plural form. A tag falls back to its parents and then
// to English: nl-BE, nl, en. Values are text, not HTML: what shows them escapes.
//
// Keys are grouped by their first word, and the groups are a contract with the
// rest of the project:
//
//	error.…       a content.Error as a whole: error.not_found, error.conflict
//	problem.…     one field of it: problem.required, problem.too_long (Max)
//	receipt.…     what became of a delivery: receipt.delivered, receipt.http_410
//	nav.… page.… item.… event.… price.… place.… count.… reply.… feed.… search.…
//	              words on public pages and in feeds
//
// Check holds the catalogues equal, and a test fails the build when source code
// names a key that no catalogue has.
//
// # Dates and numbers
//
// These are small tables of our own for the four languages, held against CLDR 48
// by test vectors; an unknown language is written as English. Every function
// uses the zone of the time it is given: an event is shown in its own zone, so
// convert first. English is the British one: day before month, 24-hour clock.
//
// All functions are deterministic and safe for concurrent use.
package locale
