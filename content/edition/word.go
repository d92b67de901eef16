package edition

import (
	"unicode"
	"unicode/utf8"
)

// isWord reports whether a hashtag may hold the character.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// upperFirst begins a word with a capital, so that screen readers can tell the
// words of a hashtag apart.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
