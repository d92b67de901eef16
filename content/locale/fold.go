package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// MaxWords bounds what Words returns: a long book review has 5,000.
	MaxWords = 20_000
	// maxWord bounds one word in bytes; the longest in a Dutch dictionary has 60.
	maxWord = 64
)

// Fold is text as search compares it, the same for both databases: lower case,
// without accents, ligatures and letters with a stroke spelled out (ß ss, œ oe,
// ĳ ij, ø o). What is no letter or digit stays.
func Fold(s string) string {
	if foldedASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	foldTo(&b, s)
	return b.String()
}

// foldTo writes the folded text to b.
func foldTo(b *strings.Builder, s string) {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if !ascii {
		// Beside a broken byte norm leaves its neighbour composed.
		s = norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd"))
	}
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
			continue
		}
		if combining(r) {
			continue
		}
		r = unicode.ToLower(r)
		if plain, ok := spelled[r]; ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
}

// combining says whether r is a mark that search ignores: accents of Latin,
// Greek and Cyrillic, Hebrew points, Arabic vowel signs. The vowel signs of
// Indic scripts are part of the word and stay.
func combining(r rune) bool {
	return unicode.Is(unicode.Mn, r) && (r < 0x0900 || r >= 0x1ab0 && r < 0x1b00 || r >= 0x1dc0 && r < 0x1e00 || r >= 0x20d0 && r < 0x2100 || r >= 0xfe20 && r < 0xfe30)
}

// spelled are letters that Unicode does not decompose.
var spelled = map[rune]string{
	'ß': "ss", 'œ': "oe", 'æ': "ae", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ŋ': "n", 'ə': "e", 'ς': "σ",
	'’': "'", '‘': "'", 'ʼ': "'", '‐': "-", '‑': "-", '–': "-", '—': "-",
}

func foldedASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || 'A' <= s[i] && s[i] <= 'Z' {
			return false
		}
	}
	return true
}

// Words splits text into folded words of letters and digits, for the search
// columns and for what a visitor types. At most MaxWords are returned, each cut
// at 64 bytes. Chinese and Japanese characters are words of their own, since
// those scripts have no spaces. Nothing in a word has a meaning to a database.
func Words(s string) []string {
	s = Fold(s)
	var words []string
	start := -1
	add := func(end int) {
		if start >= 0 {
			words = append(words, cut(s[start:end], maxWord))
			start = -1
		}
	}
	for i, r := range s {
		if len(words) >= MaxWords {
			return words[:MaxWords]
		}
		switch {
		case r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			add(i)
			words = append(words, string(r))
		case isWord(r):
			if start < 0 {
				start = i
			}
		default:
			add(i)
		}
	}
	add(len(s))
	return words[:min(len(words), MaxWords)]
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// cut shortens s to at most n bytes, never inside a letter.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
