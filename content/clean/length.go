package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Length is how much there is to read.
type Length struct {
	Words    int // of scripts without spaces: a word for two characters
	Pictures int
}

// Measure counts the words and pictures of a body, its notes included.
func Measure(body string) Length {
	l := Length{Pictures: strings.Count(body, "<img ") + strings.Count(body, "<figure data-media=")}
	inWord := false
	dense := 0
	for _, r := range Text(body) {
		switch {
		case r < utf8.RuneSelf && (r == ' ' || r == '\n'), r >= utf8.RuneSelf && unicode.IsSpace(r):
			inWord = false
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			dense++
			inWord = false
		case !inWord && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			l.Words++
			inWord = true
		}
	}
	l.Words += (dense + 1) / 2
	return l
}
