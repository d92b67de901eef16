package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// tidy removes from text what nobody sees and what misleads: NUL and other
// controls, line ends of other systems, and the characters that reorder the
// text around them (U+202A–202E, U+2066–2069).
func tidy(s string) string {
	clean := true
	for _, r := range s {
		if hidden(r) || r == utf8.RuneError {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case hidden(r):
			return -1
		}
		return r
	}, s)
}

// hidden tells characters that are never published. Tab and line feed are not
// among them, nor joiners and direction marks, which scripts need.
func hidden(r rune) bool {
	switch {
	case r == '\t' || r == '\n':
		return false
	case r < ' ', r >= 0x7f && r <= 0x9f:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r >= 0x2028 && r <= 0x2029:
		return true
	case r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return true
	}
	return false
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// splitSpace tells whether s begins with white space, and returns what follows.
func splitSpace(s string) (bool, string) {
	i := 0
	for i < len(s) && space(s[i]) {
		i++
	}
	return i > 0, s[i:]
}

// collapse makes one space of all white space inside s, and tells whether some
// trails, which it cuts. A no-break space is not white space.
func collapse(s string) (string, bool) {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for i := 0; i < len(s); i++ {
		if space(s[i]) {
			gap = true
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteByte(s[i])
	}
	return b.String(), gap
}

// cut returns at most n bytes of s, whole characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Text returns the text of any HTML, for search, summaries and feeds. Blocks,
// rows and breaks end a line; cells and words are one space apart; scripts,
// styles and the content of other things that are not text are left out. The
// lines are separated by "\n" and none is empty. Footnotes come after the rest.
func Text(src string) string {
	body, notes := splitNotes(src)
	out := text(body)
	for _, n := range notes {
		if n = text(n); n != "" && out != "" {
			n = "\n" + n
		}
		out += n
	}
	return out
}

func text(src string) string {
	var out, line strings.Builder
	gap := false
	end := func() {
		if line.Len() > 0 {
			if out.Len() > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(line.String())
			line.Reset()
		}
		gap = false
	}
	skip, nested := "", 0
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		switch tt := z.Next(); tt {
		case html.ErrorToken:
			end()
			return out.String()
		case html.TextToken:
			if skip != "" {
				continue
			}
			before, rest := splitSpace(tidy(z.Token().Data))
			body, after := collapse(rest)
			if (before || gap) && line.Len() > 0 && body != "" {
				line.WriteByte(' ')
			}
			line.WriteString(body)
			gap = after || body == "" && (gap || before)
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			n, _ := z.TagName()
			name := string(n)
			r, known := staffRules.elements[name]
			switch {
			case skip != "":
				if name == skip && tt == html.StartTagToken {
					nested++
				} else if name == skip && tt == html.EndTagToken {
					if nested--; nested == 0 {
						skip = ""
					}
				}
			case known && r.kind == drop:
				if tt == html.StartTagToken || r.raw && tt == html.SelfClosingTagToken {
					skip, nested = name, 1
				}
			case name == "td" || name == "th":
				gap = true
			case known && (r.kind == block || r.kind == flow || r.kind == divide), name == "br", name == "hr":
				end()
			}
		}
	}
}

// Plain cleans a name, a title or an alternative text, which are never HTML:
// tags are taken out, entities are left as they are, white space is one space,
// and control characters, NUL and bidirectional overrides are gone. What is
// returned holds nothing that a reader of HTML would take for a tag.
func Plain(s string) string {
	s = tidy(s)
	if strings.IndexByte(s, '<') >= 0 {
		s = untag(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// untag removes what looks like tags. A second look at the result removes the
// brackets of tags that the first brought together.
func untag(s string) string {
	var b strings.Builder
	last := strings.LastIndexByte(s, '>') // beyond it nothing closes: do not search again and again
	last = len(s) - last                  // counted from the end, which does not move
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		if !opensTag(s) {
			b.WriteByte('<')
			s = s[1:]
			continue
		}
		if len(s) < last {
			s = s[1:]
			continue
		}
		s = s[strings.IndexByte(s, '>')+1:]
	}
	b.WriteString(s)
	// From the end, so that each bracket is judged by what really follows it.
	out := []byte(b.String())
	at := len(out)
	for i := len(out) - 1; i >= 0; i-- {
		if out[i] == '<' && at < len(out) && startsTag(out[at]) {
			continue
		}
		at--
		out[at] = out[i]
	}
	return string(out[at:])
}

func opensTag(s string) bool { return len(s) > 1 && startsTag(s[1]) }

// startsTag tells what makes a tag of the "<" before it.
func startsTag(c byte) bool {
	return c == '/' || c == '!' || c == '?' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// Excerpt returns the beginning of the text of html, at most n characters on
// one line, cut after a word and then closed with "…".
func Excerpt(src string, n int) string {
	s := strings.ReplaceAll(Text(src), "\n", " ")
	if n <= 0 {
		return ""
	}
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	end, word, count := 0, 0, 0
	for i, r := range s {
		if count == n-1 {
			end = i
			if unicode.IsSpace(r) {
				word = i
			}
			break
		}
		if unicode.IsSpace(r) {
			word = i
		}
		count++
	}
	// A language without spaces, or one very long word, is cut between
	// characters, but not between a letter and its mark.
	if word < end/2 {
		word = end
		for word > 0 {
			r, _ := utf8.DecodeRuneInString(s[word:])
			before, size := utf8.DecodeLastRuneInString(s[:word])
			if !unicode.Is(unicode.M, r) && r != 0x200d && before != 0x200d {
				break
			}
			word -= size
		}
	}
	return strings.TrimRight(strings.TrimSpace(s[:word]), ",;:–—-") + "…"
}

// Heading is one line of an outline.
type Heading struct {
	Level int // 1 to 6
	Text  string
}

// Headings returns the outline of html, at most 1000 lines of it.
func Headings(src string) []Heading {
	var out []Heading
	var b strings.Builder
	src, _ = splitNotes(src)
	level := 0
	flush := func() {
		if t := Text(b.String()); level > 0 && t != "" && len(out) < 1000 {
			out = append(out, Heading{level, strings.ReplaceAll(t, "\n", " ")})
		}
		level = 0
		b.Reset()
	}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			flush()
			return out
		}
		raw := string(z.Raw())
		if tt == html.StartTagToken || tt == html.EndTagToken {
			n, _ := z.TagName()
			if h := heading(string(n)); h > 0 {
				flush()
				if tt == html.StartTagToken {
					level = h
				}
				continue
			}
		}
		if level > 0 {
			b.WriteString(raw)
		}
	}
}
