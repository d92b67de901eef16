package clean

import (
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Outlet says how a body is shown.
type Outlet struct {
	// Page: headings and notes get ids, tables a region of their own that can
	// be scrolled by keyboard, pull quotes stand aside. Elsewhere ids would meet
	// those of other entries: there the marks of notes lead to the page.
	Page bool
	// Peers: marks of notes are in brackets, for many servers show no raised
	// figures.
	Peers bool
	// Say gives the words of the body's language: note.heading, note.back with
	// Number, table.region with Number.
	Say func(key string, args ...any) string
	// Slug makes an id of a heading's text.
	Slug func(text string) string
}

// Dressed is a body as an outlet shows it.
type Dressed struct {
	HTML    string
	Outline []Anchor // h2 to h4, of a Page
}

// Anchor is a heading with its id.
type Anchor struct {
	ID    string
	Level int
	Text  string
}

// Dress writes what an expanded body only marks: numbers and the list of its
// footnotes, ids of headings, the scope of header cells, the type of linked
// files. It changes no word of the text.
func Dress(body string, o Outlet) Dressed {
	var notes []string
	d := dresser{o: o, ids: map[string]int{}}
	if strings.Contains(body, `"`+footnoteClass+`"`) {
		body = cutNotes(body, func(note string) string {
			notes = append(notes, note)
			n := strconv.Itoa(len(notes))
			id := ""
			switch {
			case o.Page:
				id = ` id="fnref-` + n + `"`
			case o.Peers: // who know no raised figures
				return ` <a href="#fn-` + n + `">[` + n + `]</a>`
			}
			return `<sup class="noteref"><a` + id + ` href="#fn-` + n + `" role="doc-noteref">` + n + `</a></sup>`
		})
	}
	d.walk(body)
	out := string(d.out)
	if len(notes) > 0 {
		out += d.endnotes(notes)
	}
	return Dressed{HTML: out, Outline: d.outline}
}

// dresser copies a body and adds to it.
type dresser struct {
	o       Outlet
	out     []byte
	ids     map[string]int // 1 for each, and for those that were repeated the last number
	outline []Anchor

	level    int // of the heading being written, 0 outside
	heading  int // where its start tag ends in out
	words    strings.Builder
	mark     int // depth inside the mark of a note, whose number is no word
	tables   []table
	nth      int    // tables so far, those inside others not counted
	quotes   []bool // the open quotes: whether each stands aside
	link     int    // where the text of a link to a file begins in out, 0 outside
	linkType string
}

// table is a table being written.
type table struct {
	start   int
	inHead  bool
	cells   []int // of this row: where a header cell without scope could have it
	data    bool  // this row has a data cell
	caption strings.Builder
	naming  bool // inside the caption
}

func (d *dresser) walk(body string) {
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		tt := z.Next()
		raw := z.Raw()
		switch tt {
		case html.ErrorToken:
			d.out = append(d.out, raw...)
			return
		case html.TextToken:
			d.out = append(d.out, raw...)
			if t := html.UnescapeString(string(raw)); d.mark == 0 {
				if d.level > 0 {
					d.words.WriteString(t)
				}
				if n := len(d.tables); n > 0 && d.tables[n-1].naming {
					d.tables[n-1].caption.WriteString(t)
				}
			}
		case html.StartTagToken, html.EndTagToken:
			s := string(raw)
			t := z.Token()
			if tt == html.StartTagToken {
				d.start(t, s)
			} else {
				d.end(t.Data, s)
			}
		default:
			d.out = append(d.out, raw...)
		}
	}
}

func (d *dresser) start(t html.Token, raw string) {
	switch name := t.Data; {
	case name == "sup" && class(t) == "noteref":
		d.mark++
	case d.o.Page && heading(name) > 1 && heading(name) < 5:
		d.out = append(d.out, raw...)
		d.level, d.heading = heading(name), len(d.out)-1
		d.words.Reset()
		return
	case name == "table":
		if len(d.tables) == 0 {
			d.nth++
		}
		d.tables = append(d.tables, table{start: len(d.out)})
	case name == "blockquote":
		aside := d.o.Page && strings.Contains(" "+class(t)+" ", " "+pullClass+" ")
		d.quotes = append(d.quotes, aside)
		if aside {
			raw = "<aside" + strings.TrimPrefix(raw, "<blockquote")
		}
	case name == "a":
		d.link = 0
		if d.linkType = fileType(t); d.linkType != "" {
			d.out = append(d.out, raw...)
			d.link = len(d.out)
			return
		}
	case len(d.tables) > 0:
		d.cell(t, len(d.out)+len(raw)-1)
	}
	d.out = append(d.out, raw...)
}

// cell notes what a row holds; at is where an attribute of the tag would go.
func (d *dresser) cell(t html.Token, at int) {
	tb := &d.tables[len(d.tables)-1]
	switch t.Data {
	case "caption":
		tb.naming = true
	case "thead":
		tb.inHead = true
	case "tr":
		tb.cells, tb.data = nil, false
	case "td":
		tb.data = true
	case "th":
		for _, a := range t.Attr {
			if a.Key == "scope" {
				return
			}
		}
		tb.cells = append(tb.cells, at)
	}
}

func (d *dresser) end(name, raw string) {
	switch n := len(d.tables); {
	case name == "sup" && d.mark > 0:
		d.mark--
	case d.level > 0 && heading(name) == d.level:
		d.anchor()
	case name == "blockquote" && len(d.quotes) > 0:
		if d.quotes[len(d.quotes)-1] {
			raw = "</aside>"
		}
		d.quotes = d.quotes[:len(d.quotes)-1]
	case name == "a" && d.link > 0:
		if d.linkType != "" && !strings.Contains(strings.ToUpper(string(d.out[d.link:])), d.linkType) {
			d.out = append(d.out, ` <span class="file">(`+d.linkType+`)</span>`...)
		}
		d.link = 0
	case n == 0:
	case name == "caption":
		d.tables[n-1].naming = false
	case name == "thead":
		d.tables[n-1].inHead = false
	case name == "tr":
		d.scopes(&d.tables[n-1])
	case name == "table":
		d.out = append(d.out, raw...)
		d.region(d.tables[n-1])
		d.tables = d.tables[:n-1]
		return
	}
	d.out = append(d.out, raw...)
}

// scopes gives the header cells of a row their scope: those of a row without
// data head columns, those beside data head their row (A8).
func (d *dresser) scopes(t *table) {
	scope := ` scope="col"`
	if t.data && !t.inHead {
		scope = ` scope="row"`
	}
	if len(t.cells) > 0 {
		rest := string(d.out[t.cells[0]:])
		from, shift := 0, t.cells[0]
		d.out = d.out[:shift]
		for _, at := range t.cells {
			d.out = append(append(d.out, rest[from:at-shift]...), scope...)
			from = at - shift
		}
		d.out = append(d.out, rest[from:]...)
	}
	t.cells = nil
}

// region puts a table that is not inside another one into a box that can be
// scrolled and has a name.
func (d *dresser) region(t table) {
	if !d.o.Page || len(d.tables) > 1 {
		return
	}
	name := strings.Join(strings.Fields(t.caption.String()), " ")
	if name == "" {
		name = d.o.Say("table.region", "Number", d.nth)
	}
	d.insert(t.start, `<div class="table" role="region" tabindex="0" aria-label="`+html.EscapeString(name)+`">`)
	d.out = append(d.out, "</div>"...)
}

func (d *dresser) insert(at int, s string) {
	d.out = append(d.out, s...)
	copy(d.out[at+len(s):], d.out[at:len(d.out)-len(s)])
	copy(d.out[at:], s)
}

// anchor gives the heading that ends its id, the same as long as its words are.
func (d *dresser) anchor() {
	text := strings.Join(strings.Fields(d.words.String()), " ")
	level := d.level
	d.level = 0
	if text == "" {
		return
	}
	base := "h-" + d.o.Slug(text)
	id := base
	for d.ids[id] > 0 {
		d.ids[base]++
		id = base + "-" + strconv.Itoa(d.ids[base])
	}
	d.ids[id]++
	d.insert(d.heading, ` id="`+html.EscapeString(id)+`"`)
	d.outline = append(d.outline, Anchor{ID: id, Level: level, Text: text})
}

// endnotes is the list of the notes.
func (d *dresser) endnotes(notes []string) string {
	var b strings.Builder
	if d.o.Page {
		b.WriteString(`<section class="notes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">` + html.EscapeString(d.o.Say("note.heading")) + `</h2><ol>`)
	} else {
		b.WriteString("<hr><ol>")
	}
	for i, text := range notes {
		n := strconv.Itoa(i + 1)
		inner := dresser{o: Outlet{Say: d.o.Say}}
		inner.walk(text)
		text = string(inner.out)
		if !d.o.Page {
			b.WriteString("<li>" + text + "</li>")
			continue
		}
		b.WriteString(`<li id="fn-` + n + `">` + text + ` <a class="back" href="#fnref-` + n + `" role="doc-backlink" aria-label="` +
			html.EscapeString(d.o.Say("note.back", "Number", i+1)) + `">↩</a></li>`)
	}
	b.WriteString("</ol>")
	if d.o.Page {
		b.WriteString("</section>")
	}
	return b.String()
}

func class(t html.Token) string {
	for _, a := range t.Attr {
		if a.Key == "class" {
			return a.Val
		}
	}
	return ""
}

// documents are the files that a reader wants to be told of before following a
// link (A7), by the end of the address.
var documents = map[string]string{".pdf": "PDF", ".epub": "EPUB", ".doc": "DOC", ".docx": "DOCX", ".odt": "ODT", ".xls": "XLS", ".xlsx": "XLSX",
	".ods": "ODS", ".csv": "CSV", ".ppt": "PPT", ".pptx": "PPTX", ".odp": "ODP", ".zip": "ZIP", ".mp3": "MP3", ".mp4": "MP4", ".ics": "ICS"}

// fileType names the type of a linked file, "" when the link leads to a page.
func fileType(t html.Token) string {
	for _, a := range t.Attr {
		if a.Key == "href" {
			address, _, _ := strings.Cut(a.Val, "#")
			address, _, _ = strings.Cut(address, "?")
			// The name of a host ends in no type: example.zip.
			if _, rest, ok := strings.Cut(address, "://"); ok {
				if _, p, ok := strings.Cut(rest, "/"); ok {
					address = "/" + p
				} else {
					address = ""
				}
			}
			return documents[strings.ToLower(path.Ext(address))]
		}
	}
	return ""
}
