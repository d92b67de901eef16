package clean

import (
	"strings"

	"golang.org/x/net/html"
)

// maxNotes bounds the footnotes of one text; further ones stay in their line.
const maxNotes = 500

// splitNotes takes the footnotes out of a cleaned body.
func splitNotes(src string) (rest string, notes []string) {
	if !strings.Contains(src, `"`+footnoteClass+`"`) {
		return src, nil
	}
	rest = cutNotes(src, func(note string) string {
		notes = append(notes, note)
		return ""
	})
	return rest, notes
}

// cutNotes replaces each footnote of a cleaned body, in order.
func cutNotes(src string, f func(note string) string) string {
	var out, note strings.Builder
	depth, n := 0, 0 // spans inside the note, itself included
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		tt := z.Next()
		raw := string(z.Raw())
		if tt == html.ErrorToken {
			if depth > 0 { // not ours: what is cleaned is well formed
				out.WriteString(f(note.String()))
			}
			out.WriteString(raw)
			return out.String()
		}
		to := &out
		if depth > 0 {
			to = &note
		}
		if tt == html.StartTagToken || tt == html.EndTagToken {
			t := z.Token()
			switch {
			case t.Data != "span":
			case tt == html.EndTagToken && depth > 0:
				if depth--; depth == 0 {
					out.WriteString(f(note.String()))
					note.Reset()
					continue
				}
			case tt == html.StartTagToken && depth > 0:
				depth++
			case tt == html.StartTagToken && isNote(t.Attr) && n < maxNotes:
				depth, n = 1, n+1
				continue
			}
		}
		to.WriteString(raw)
	}
}
