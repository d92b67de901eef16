package wordpress

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"vitrine/plugins"
)

// Limits of what is read. A file may have any size: it is a stream.
const (
	maxToken = 16 << 20 // bytes of one tag, text or CDATA section
	maxPost  = 24 << 20 // bytes of the texts of one post that are kept
	maxDepth = 64
)

// scanner reads one export as a stream.
type scanner struct {
	src    plugins.Source
	in     *input
	xml    *xml.Decoder
	spaces map[string]string // prefix in the file to ours
	stack  []string
	text   strings.Builder
	head   channel
	post   *post
	attrs  category // of the category element that is open
	person author
	key    string // of the property that is open
	visit  func(*channel, *post) error
	people func(author)
	report func(line int, what string)
}

// scan calls visit for every whole item. A file that ends inside an element is a
// *plugins.CutError, after everything before the break was visited.
func scan(ctx context.Context, src plugins.Source, visit func(*channel, *post) error, report func(line int, what string)) error {
	return scanAll(ctx, src, visit, func(author) {}, report)
}

func scanAll(ctx context.Context, src plugins.Source, visit func(*channel, *post) error, people func(author), report func(line int, what string)) error {
	f, err := src.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := plugins.XMLText(f, src.Charset)
	var unknown *plugins.CharsetError
	if errors.As(err, &unknown) {
		return &plugins.FormatError{Name: src.Name, What: unknown.Error(), Remedy: `correct the first line to encoding="UTF-8"`, Err: err}
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", src.Name, err)
	}
	s := &scanner{src: src, in: &input{Reader: bufio.NewReaderSize(text, 64<<10), line: 1}, spaces: map[string]string{}, visit: visit, people: people, report: report}
	s.decoder(s.in)
	for n := 0; ; n++ {
		if n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		s.in.token = 0
		t, err := s.xml.RawToken()
		if err == nil {
			if err := s.token(t); err != nil {
				return err
			}
			continue
		}
		done, err := s.broken(err)
		if done {
			return err
		}
	}
}

func (s *scanner) decoder(r io.Reader) {
	s.xml = xml.NewDecoder(r)
	s.xml.Strict = false
	s.xml.Entity = xml.HTMLEntity
	s.xml.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
}

// broken handles what the decoder cannot read: the end, or a damaged place, after
// which reading goes on with the next item.
func (s *scanner) broken(err error) (done bool, _ error) {
	line := s.in.line
	if err == io.EOF && len(s.stack) == 0 {
		if !s.head.export {
			return true, &plugins.FormatError{Name: s.src.Name, What: "this is no WordPress export", Remedy: "in WordPress, make one under Tools, Export; for a feed use: vitrine import rss"}
		}
		return true, nil
	}
	cut := &plugins.CutError{Name: s.src.Name, Line: line, Err: err}
	if s.post != nil {
		cut.Record = s.post.title
	}
	var syntax *xml.SyntaxError
	if err != io.EOF && !errors.As(err, &syntax) && err != errLong {
		return true, fmt.Errorf("read %s: %w", s.src.Name, err)
	}
	if _, perr := s.in.Peek(1); perr != nil && err != errLong {
		if len(s.stack) == 0 || !s.head.export {
			return true, &plugins.FormatError{Name: s.src.Name, What: fmt.Sprintf("this is no WordPress export (line %d: %v)", line, err), Err: err}
		}
		return true, cut
	}
	what := "This place cannot be read (" + strings.TrimPrefix(err.Error(), "XML syntax error on ") + ")"
	if s.post != nil {
		what += fmt.Sprintf(": the entry %q, which begins in line %d, is left out", s.post.title, s.post.line)
	}
	s.report(line, what+".")
	s.post = nil
	if !s.in.skip() {
		return true, cut
	}
	s.stack = append(s.stack[:0], "rss", "channel")
	s.decoder(s.in)
	s.start(xml.StartElement{Name: xml.Name{Local: "item"}})
	return false, nil
}

func (s *scanner) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.Directive:
		if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
			return &plugins.FormatError{Name: s.src.Name, What: "it declares entities of its own, which is refused: they can grow without end"}
		}
	case xml.StartElement:
		if len(s.stack) >= maxDepth {
			return &plugins.FormatError{Name: s.src.Name, What: fmt.Sprintf("line %d: its elements are more than %d deep in each other", s.in.line, maxDepth)}
		}
		s.start(t)
	case xml.EndElement:
		return s.end(s.name(t.Name))
	case xml.CharData:
		if s.text.Len() <= maxToken {
			s.text.Write(t)
		}
	}
	return nil
}

// name is an element's name with the prefix that WordPress gives it.
func (s *scanner) name(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	if p, ok := s.spaces[n.Space]; ok {
		return p + ":" + n.Local
	}
	return n.Space + ":" + n.Local
}

func (s *scanner) start(t xml.StartElement) {
	for _, a := range t.Attr {
		if a.Name.Space != "xmlns" {
			continue
		}
		switch v := a.Value; {
		case strings.Contains(v, "wordpress.org/export/") && strings.Contains(v, "excerpt"):
			s.spaces[a.Name.Local] = "excerpt"
		case strings.Contains(v, "wordpress.org/export/"):
			s.spaces[a.Name.Local] = "wp"
		case strings.Contains(v, "purl.org/rss/1.0/modules/content"):
			s.spaces[a.Name.Local] = "content"
		case strings.Contains(v, "purl.org/dc/elements"):
			s.spaces[a.Name.Local] = "dc"
		}
	}
	name := s.name(t.Name)
	s.head.export = s.head.export || strings.HasPrefix(name, "wp:")
	s.text.Reset()
	switch name {
	case "item":
		if s.post != nil {
			s.report(s.post.line, fmt.Sprintf("The entry %q does not end where the next one begins: it is left out.", s.post.title))
			s.stack = s.stack[:min(len(s.stack), 2)]
		}
		s.post = &post{line: s.in.line}
	case "category":
		s.attrs = category{}
		for _, a := range t.Attr {
			switch a.Name.Local {
			case "domain":
				s.attrs.domain = head(a.Value)
			case "nicename":
				s.attrs.nicename = head(a.Value)
			}
		}
	case "wp:author":
		s.person = author{}
	case "wp:comment":
		if s.post != nil {
			s.post.comments++
		}
	}
	s.stack = append(s.stack, name)
}

// end closes an element; an end tag that closes nothing is ignored.
func (s *scanner) end(name string) error {
	at := len(s.stack) - 1
	for at >= 0 && s.stack[at] != name {
		at--
	}
	if at < 0 {
		return nil
	}
	parent := ""
	if at > 0 {
		parent = s.stack[at-1]
	}
	s.stack = s.stack[:at]
	text := s.text.String()
	s.text.Reset()
	switch {
	case name == "item" && s.post != nil:
		p := s.post
		s.post = nil
		if p.size > maxPost {
			s.report(p.line, fmt.Sprintf("The entry %q has more than %d MB of text: it is left out.", p.title, maxPost>>20))
			return nil
		}
		return s.visit(&s.head, p)
	case name == "wp:author" && s.post == nil:
		s.people(s.person)
	case s.post == nil:
		s.outside(parent, name, strings.TrimSpace(text))
	case parent == "item" && name == "category":
		if s.attrs.name = head(strings.TrimSpace(text)); len(s.post.categories) < 200 {
			s.post.categories = append(s.post.categories, s.attrs)
		}
	case parent == "item":
		s.post.set(name, text)
	case name == "wp:meta_key":
		s.key = strings.TrimSpace(text)
	case name == "wp:meta_value":
		s.post.meta(s.key, text)
	}
	return nil
}

// outside takes what stands before the items.
func (s *scanner) outside(parent, name, text string) {
	switch parent + " " + name {
	case "channel title":
		s.head.title = text
	case "channel link":
		s.head.link = text
	case "channel language":
		s.head.lang = text
	case "channel wp:base_site_url":
		s.head.site = text
	case "channel wp:base_blog_url":
		s.head.blog = text
	case "wp:author wp:author_login":
		s.person.login = text
	case "wp:author wp:author_display_name":
		s.person.name = text
	case "wp:author wp:author_first_name":
		s.person.first = text
	case "wp:author wp:author_last_name":
		s.person.last = text
	}
}
