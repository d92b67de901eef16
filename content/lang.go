package content

import "strings"

// Lang is a BCP 47 language tag in its canonical case, such as "nl", "fr-BE".
type Lang string

// Base is the primary language subtag: "fr" of "fr-BE".
func (l Lang) Base() Lang {
	for i := range len(l) {
		if l[i] == '-' {
			return l[:i]
		}
	}
	return l
}

// Localised is a plain text in several languages: an alternative text, a label.
type Localised map[Lang]string

// In returns the text in lang, else in the base language, else in the first of
// fallback that exists, else "" with an empty language; the second result is the language of
// what was returned, so that a page can mark it with lang=.
func (l Localised) In(lang Lang, fallback ...Lang) (string, Lang) {
	if s, ok := l[lang]; ok {
		return s, lang
	}
	if s, ok := l[lang.Base()]; ok {
		return s, lang.Base()
	}
	for _, f := range fallback {
		if s, ok := l[f]; ok {
			return s, f
		}
	}
	var first Lang
	for k := range l { // any other one, but always the same
		if first == "" || k < first {
			first = k
		}
	}
	return l[first], first
}

// Empty reports whether no language says anything.
func (l Localised) Empty() bool {
	for _, s := range l {
		if strings.TrimSpace(s) != "" {
			return false
		}
	}
	return true
}
