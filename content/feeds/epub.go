package feeds

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/locale"
)

// EPUBVersion moves when the writer makes other bytes of the same content, so
// that books which were kept are made again.
const EPUBVersion = 1

// What a book may hold.
const (
	maxBookText    = 64 << 20 // bytes of XHTML
	maxBookImages  = 64 << 20 // bytes of pictures; later ones are their alternative text
	maxBookPicture = 16 << 20 // bytes of one
	bookWidth      = 1024     // pixels of a picture, where there is a choice
	coverWidth     = 1600
)

// EPUBType is the media type of a book.
const EPUBType = "application/epub+zip"

// Book is an edition, or one article, in one language.
type Book struct {
	Entry               // of the edition, whose body is the foreword; or of the only article
	Parts    []BookPart // nil: the entry itself is the only chapter
	Modified time.Time  // of the newest change; the same content gives the same bytes
	// Open gives a stored file by its key, NotFound when it is lost.
	Open func(ctx context.Context, key string) (io.ReadCloser, error)
}

// BookPart is a heading with its articles; Lang is that of Heading.
type BookPart struct {
	Heading string
	Lang    content.Lang
	Entries []Entry
}

// EPUB writes a book as EPUB 3 with accessibility metadata. It streams: one
// chapter or picture is in memory at a time. A picture that is lost, or too
// much, is shown as its alternative text.
func EPUB(ctx context.Context, w io.Writer, b Book) error {
	p := &packer{ctx: ctx, zip: zip.NewWriter(w), book: &b, pictures: map[string]string{}, chapters: map[string]string{}}
	if err := p.write(); err != nil {
		return fmt.Errorf("write the book %s: %w", b.Item.ID, err)
	}
	return nil
}

// resource is a file of the book, in the order of the manifest.
type resource struct {
	id, href, mediaType, properties string
}

// line is an entry of the table of contents.
type line struct {
	href  string // empty: a heading without a page of its own
	text  string
	lang  content.Lang
	below []line
}

// packer writes one book.
type packer struct {
	ctx  context.Context
	zip  *zip.Writer
	book *Book

	manifest []resource
	spine    []string // ids
	toc      []line
	first    string            // href of the first chapter
	pictures map[string]string // path in the book by key, "" when lost
	chapters map[string]string // file by the address of the page
	images   int64             // bytes so far
	text     int64
	visual   bool // there are pictures
	blind    bool // one that says something has no alternative text
	langs    []content.Lang
}

func (p *packer) write() error {
	if err := p.mimetype(); err != nil {
		return err
	}
	if err := p.file("META-INF/container.xml", []byte(containerXML)); err != nil {
		return err
	}
	if err := p.add("EPUB/style.css", "css", "text/css", "", []byte(bookCSS)); err != nil {
		return err
	}
	p.name()
	for _, step := range []func() error{p.cover, p.titlePage, p.foreword, p.articles, p.colophon, p.nav} {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	if err := p.file("EPUB/package.opf", p.opf()); err != nil {
		return err
	}
	return p.zip.Close()
}

// name gives each article its file, before any is written: links between them
// stay inside the book.
func (p *packer) name() {
	n := 0
	each := func(e Entry) {
		n++
		if _, ok := p.chapters[e.URL]; !ok {
			p.chapters[e.URL] = fmt.Sprintf("c%03d.xhtml", n)
		}
	}
	if p.book.Parts == nil {
		each(p.book.Entry)
	}
	for _, part := range p.book.Parts {
		for _, e := range part.Entries {
			each(e)
		}
	}
}

// mimetype is the first file, stored as it is and without any extra field, so
// that its content stands at a fixed place (EPUB OCF 3.3, section 4.2.2).
func (p *packer) mimetype() error {
	data := []byte(EPUBType)
	w, err := p.zip.CreateRaw(&zip.FileHeader{Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (p *packer) file(name string, data []byte) error {
	method := zip.Deflate
	if strings.HasPrefix(name, "EPUB/images/") {
		method = zip.Store // they are compressed already
	}
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: p.modified()})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// modified is when the book's content last changed, never before a zip file can say.
func (p *packer) modified() time.Time {
	t := p.book.Modified.UTC().Truncate(time.Second)
	if t.Year() < 1980 || t.Year() > 2107 {
		t = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t
}

// add writes a file and notes it in the manifest.
func (p *packer) add(name, id, mediaType, properties string, data []byte) error {
	p.manifest = append(p.manifest, resource{id: id, href: strings.TrimPrefix(name, "EPUB/"), mediaType: mediaType, properties: properties})
	return p.file(name, data)
}

// page writes an XHTML document that is read in order.
func (p *packer) page(id string, lang content.Lang, title, properties, body string) error {
	if p.text += int64(len(body)); p.text > maxBookText {
		return content.Failf(content.TooLarge, "a book of more than %d bytes of text", maxBookText)
	}
	tag := langOf(lang)
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<!DOCTYPE html>\n" +
		`<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="` + tag + `" xml:lang="` + tag + `" dir="` + locale.Dir(tag) + `">` + "\n" +
		`<head><meta charset="UTF-8"/><title>` + escape(titled(title)) + `</title><link rel="stylesheet" type="text/css" href="style.css"/></head>` + "\n<body>\n")
	b.WriteString(body)
	b.WriteString("\n</body>\n</html>\n")
	p.spine = append(p.spine, id)
	return p.add("EPUB/"+id+".xhtml", id, "application/xhtml+xml", properties, b.Bytes())
}

// titled is a title that is never empty: a page without one has no name in a
// table of contents.
func titled(s string) string {
	if s = strings.Join(strings.Fields(valid(s)), " "); s == "" {
		return "…"
	}
	return s
}

const containerXML = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// bookCSS sets neither colours nor fonts: those are the reader's, also in the dark.
const bookCSS = `body { line-height: 1.5; }
h1, h2, h3, h4 { line-height: 1.2; hyphens: manual; break-after: avoid; }
h1 { overflow-wrap: break-word; }
img { max-width: 100%; height: auto; }
figure { margin: 1em 0; break-inside: avoid; }
figcaption, .byline, .credits, .about { font-size: 0.875em; }
figcaption .credit { font-style: italic; }
blockquote { margin: 1em 1.5em; }
blockquote.pull, .pull { font-size: 1.25em; }
.note { border-inline-start: 0.25em solid; padding-inline-start: 1em; }
pre { white-space: pre-wrap; overflow-wrap: break-word; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.25em 0.5em; text-align: start; vertical-align: top; }
caption { text-align: start; font-weight: bold; }
dt { font-weight: bold; }
dd { margin: 0 0 0.5em 1.5em; }
.part { font-variant: small-caps; }
.lead { font-size: 1.125em; }
.about { border-top: 1px solid; margin-top: 2em; padding-top: 0.5em; }
.cover { text-align: center; margin: 0; }
.cover img { max-height: 100%; }
nav ol { list-style: none; padding-inline-start: 1em; }
`
