package locale

import "strings"

// maxSlug is the longest slug in bytes: it still fits a printed poster.
const maxSlug = 80

var umlauts = strings.NewReplacer(
	"a\u0308", "ae", "o\u0308", "oe", "u\u0308", "ue", "A\u0308", "ae", "O\u0308", "oe", "U\u0308", "ue", // decomposed, as macOS types them
	"ä", "ae", "ö", "oe", "ü", "ue", "Ä", "ae", "Ö", "oe", "Ü", "ue")

var ampersands = map[string]string{"nl": " en ", "fr": " et ", "de": " und ", "en": " and "}

// Slug makes the last part of a page's address from its title: ASCII letters and
// digits in lower case and single hyphens, at most 80 bytes, cut between words
// where there is one, and never empty. German umlauts become ae, oe, ue; in
// Dutch and English an apostrophe joins (foto's → fotos), in French it separates
// (l'été → l-ete). Making it unique is the caller's.
func Slug(lang, title string) string {
	title = cut(title, 1024)
	l := base(lang)
	if l == "de" {
		title = umlauts.Replace(title)
	}
	if and := ampersands[l]; and != "" && strings.Contains(title, "&") {
		title = strings.ReplaceAll(title, "&", and)
	}
	joins := l != "fr" && l != "it" && l != "ca"
	folded := Fold(title)
	b := make([]byte, 0, min(len(folded), maxSlug)+1)
	gap := false
	full := false
	for i := range len(folded) {
		c := folded[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			if gap && len(b) > 0 {
				b = append(b, '-')
			}
			gap = false
			b = append(b, c)
		case c == '\'' && joins:
		default:
			gap = true
		}
		if len(b) > maxSlug {
			full = true
			break
		}
	}
	if full {
		b = b[:maxSlug+1]
		if i := lastHyphen(b); i >= maxSlug/2 {
			b = b[:i]
		} else {
			b = b[:maxSlug]
		}
	}
	s := strings.Trim(string(b), "-")
	if s == "" {
		return "item"
	}
	return s
}

func lastHyphen(b []byte) int {
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] == '-' {
			return i
		}
	}
	return -1
}
