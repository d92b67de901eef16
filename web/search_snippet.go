package web

import (
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"vitrine/content"
	"vitrine/content/locale"
)

// Bounds of a snippet: how far into a text hits are looked for, in bytes, and
// how much is shown before and after the first one.
const (
	snippetLook   = 64 << 10
	snippetBefore = 60
	snippetAfter  = 160
)

// snippet is the part of an item's words around a hit, with the hits in <mark>;
// "" when the words stand in its title only. The language of the page goes
// first, then the original, then the others; a text in another language says so.
func (v *visit) snippet(it *content.Item, words []string) template.HTML {
	shownText, _ := it.Text(v.lang)
	texts := append([]content.Text{shownText}, it.Texts...)
	for i, t := range texts {
		if i > 0 && t.Lang == shownText.Lang {
			continue
		}
		s := Snippet(t.Summary+"\n"+v.cfg.Plain.Text(t.Body), words)
		if s == "" {
			continue
		}
		if t.Lang != shownText.Lang { // the card says the language of the one shown
			s = template.HTML(`<span lang="`+template.HTMLEscapeString(string(t.Lang))+`">`) + s + "</span>"
		}
		return s
	}
	return ""
}

// Snippet finds the folded words in a plain text, the last one as the beginning
// of a word, and gives the words around the first hit as HTML, every hit in
// <mark>. It is empty when none of the words occurs.
func Snippet(text string, words []string) template.HTML {
	text = text[:cutAt(text, snippetLook)]
	hits := hitsIn(text, words)
	if len(hits) == 0 {
		return ""
	}
	from, to := window(text, hits[0].start, hits[0].end)
	var b strings.Builder
	if strings.TrimSpace(text[:from]) != "" {
		b.WriteString("… ")
	}
	at := from
	for _, h := range hits {
		if h.start < at || h.end > to {
			continue
		}
		writeText(&b, text[at:h.start])
		b.WriteString("<mark>")
		writeText(&b, text[h.start:h.end])
		b.WriteString("</mark>")
		at = h.end
	}
	writeText(&b, strings.TrimRightFunc(text[at:to], unicode.IsSpace))
	if strings.TrimSpace(text[to:]) != "" {
		b.WriteString(" …")
	}
	return template.HTML(b.String())
}

func writeText(b *strings.Builder, s string) {
	b.WriteString(template.HTMLEscapeString(strings.ReplaceAll(s, "\n", " ")))
}

// span is where a word stands in a text, in bytes.
type span struct{ start, end int }

// hitsIn finds the words of a text that are looked for. Every run of letters
// and digits is folded as the search index did.
func hitsIn(text string, words []string) []span {
	want := map[string]bool{}
	for _, w := range words {
		want[w] = true
	}
	last := ""
	if len(words) > 0 {
		last = words[len(words)-1]
	}
	var out []span
	start := -1
	end := func(i int) {
		if start < 0 {
			return
		}
		for _, w := range locale.Words(text[start:i]) {
			if want[w] || last != "" && strings.HasPrefix(w, last) {
				out = append(out, span{start, i})
				break
			}
		}
		start = -1
	}
	for i, r := range text {
		switch alone := r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana); {
		case alone:
			end(i)
			start = i
			end(i + utf8.RuneLen(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			if start < 0 {
				start = i
			}
		default:
			end(i)
		}
	}
	end(len(text))
	return out
}

// window is the part of a text around a hit, from and to the edge of a word
// where one is near.
func window(text string, start, end int) (from, to int) {
	from, to = start, end
	for n := 0; from > 0 && n < snippetBefore; n++ {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	if from > 0 {
		if i := strings.IndexFunc(text[from:start], unicode.IsSpace); i >= 0 {
			from += i
		}
	}
	for from < start && unicode.IsSpace(rune(text[from])) {
		from++
	}
	for n := 0; to < len(text) && n < snippetAfter; n++ {
		_, size := utf8.DecodeRuneInString(text[to:])
		to += size
	}
	if to < len(text) {
		if i := strings.LastIndexFunc(text[end:to], unicode.IsSpace); i >= 0 {
			to = end + i
		}
	}
	return from, to
}

// cutAt is the largest length up to n at which s can be cut between characters.
func cutAt(s string, n int) int {
	if len(s) <= n {
		return len(s)
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return n
}
