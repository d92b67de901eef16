package rss

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mmcdole/gofeed"

	"vitrine/plugins"
)

// read parses the feed. A feed that breaks off is parsed up to its last whole
// entry, and cut says where it broke.
func (f Feed) read() (feed *gofeed.Feed, cut *plugins.CutError, err error) {
	src, err := f.Source.Open()
	if err != nil {
		return nil, nil, err
	}
	defer src.Close()
	data, err := io.ReadAll(io.LimitReader(src, MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", f.Source.Name, err)
	}
	if len(data) > MaxBytes {
		return nil, nil, f.refuse(fmt.Sprintf("the feed is larger than %d MB", MaxBytes>>20), "", nil)
	}
	start := bytes.TrimLeft(data, "\ufeff \t\r\n")
	switch head := data[:min(len(data), 16<<10)]; {
	case bytes.Contains(head, []byte("wordpress.org/export/")): // an RSS feed too, with drafts and attachments as items
		return nil, nil, f.refuse("this is a WordPress export, not a feed", "use: vitrine import wordpress", nil)
	case len(start) == 0:
		return nil, nil, f.refuse("it is empty", "", nil)
	case start[0] == '{':
		feed, err = parser().Parse(bytes.NewReader(start))
	default:
		var text []byte
		if text, err = f.text(data); err != nil {
			return nil, nil, err
		}
		if text, cut, err = f.whole(text); err != nil {
			return nil, nil, err
		}
		feed, err = parser().Parse(bytes.NewReader(text))
	}
	if err != nil {
		return nil, nil, f.unreadable(data, err)
	}
	return feed, cut, nil
}

func parser() *gofeed.Parser {
	p := gofeed.NewParser()
	p.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	return p
}

func (f Feed) refuse(what, remedy string, err error) error {
	return &plugins.FormatError{Name: f.Source.Name, What: what, Remedy: remedy, Err: err}
}

// text is the document as UTF-8.
func (f Feed) text(data []byte) ([]byte, error) {
	r, err := plugins.XMLText(bytes.NewReader(data), f.Source.Charset)
	var unknown *plugins.CharsetError
	if errors.As(err, &unknown) {
		return nil, f.refuse(unknown.Error(), `correct the first line to encoding="UTF-8", or to what the file is written in`, err)
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, 3*MaxBytes)) // one byte of another set is three at most
}

// unreadable says in a sentence why there is no feed.
func (f Feed) unreadable(data []byte, err error) error {
	head := strings.ToLower(string(data[:min(len(data), 64<<10)]))
	switch {
	case strings.Contains(head, "<html"), strings.Contains(head, "<!doctype html"):
		return f.refuse("this is a web page, not a feed", "look for the address of its feed: the page names it beside application/rss+xml or application/atom+xml", err)
	case errors.Is(err, gofeed.ErrFeedTypeNotDetected):
		return f.refuse("this is no feed that is known: RSS, RDF, Atom and JSON Feed are", "", err)
	}
	return f.refuse("the feed cannot be read ("+err.Error()+")", "correct it at its source", err)
}

// whole holds an XML feed against the limits before anything is built of it. If
// it breaks off, it is closed again after its last whole entry.
func (f Feed) whole(text []byte) ([]byte, *plugins.CutError, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var open, after []string
	end := int64(-1)
	for {
		t, err := d.RawToken()
		if err == io.EOF && len(open) == 0 {
			return text, nil, nil
		}
		if err != nil {
			if end < 0 {
				return text, nil, nil // the parser says what is wrong
			}
			line, _ := d.InputPos()
			cut := &plugins.CutError{Name: f.Source.Name, Line: line, Err: err}
			closed := append([]byte(nil), text[:end]...)
			for i := len(after) - 1; i >= 0; i-- {
				closed = append(closed, "</"+after[i]+">"...)
			}
			return closed, cut, nil
		}
		switch t := t.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
				return nil, nil, f.refuse("it declares entities of its own, which is refused: they can grow without end", "", nil)
			}
		case xml.StartElement:
			open = append(open, raw(t.Name))
			if len(open) > maxDepth {
				return nil, nil, f.refuse(fmt.Sprintf("its elements are more than %d deep in each other", maxDepth), "", nil)
			}
		case xml.EndElement:
			// A missing end tag closes with the element around it.
			for i := len(open) - 1; i >= 0; i-- {
				if open[i] == raw(t.Name) {
					open = open[:i]
					break
				}
			}
			if n := strings.ToLower(t.Name.Local); n == "item" || n == "entry" {
				end, after = d.InputOffset(), append(after[:0], open...)
			}
		}
	}
}

func raw(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
