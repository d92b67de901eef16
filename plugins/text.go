package plugins

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// maxProlog is how far an XML declaration is looked for, in bytes.
const maxProlog = 1024

var declared = regexp.MustCompile(`^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([^"']*)["']`)

// XMLText gives the text of an XML document as UTF-8 that an XML parser takes,
// whatever the document says of itself: in its declared character set, else the
// server's, else UTF-8, where a byte that cannot be UTF-8 is read as Windows-1252
// (which is what undeclared Western European files are). Characters that XML
// forbids are left out, and so is the XML declaration, which is not true any more.
func XMLText(src io.Reader, server string) (io.Reader, error) {
	in := bufio.NewReaderSize(src, 64<<10)
	head, err := in.Peek(maxProlog)
	if err != nil && err != io.EOF {
		return nil, err
	}
	label := server
	if m := declared.FindSubmatch(head); m != nil {
		label = string(m[1])
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		label = "utf-8"
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("<\x00")):
		label = "utf-16le"
	case bytes.HasPrefix(head, []byte("\xfe\xff")), bytes.HasPrefix(head, []byte("\x00<")):
		label = "utf-16be"
	}
	text := io.Reader(in)
	if label != "" {
		enc, known := charset.Lookup(label)
		if enc == nil {
			return nil, &CharsetError{Label: label}
		}
		if known != "utf-8" && enc != encoding.Nop {
			text = enc.NewDecoder().Reader(in)
		}
	}
	out := &repair{in: bufio.NewReaderSize(text, 64<<10)}
	if err := out.skipProlog(); err != nil {
		return nil, err
	}
	return out, nil
}

// CharsetError says that a document names a character set that nobody knows.
type CharsetError struct{ Label string }

// Error is a sentence for the operator.
func (e *CharsetError) Error() string {
	return fmt.Sprintf("its first line names the character set %.40q, which does not exist", e.Label)
}

// repair passes on what XML allows.
type repair struct {
	in   *bufio.Reader
	left []byte // of a character that did not fit
	buf  [utf8.UTFMax]byte
}

// skipProlog leaves out a byte order mark, white space and the XML declaration.
func (r *repair) skipProlog() error {
	for {
		c, n, err := r.in.ReadRune()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if c == 0xfeff || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == utf8.RuneError && n > 1 {
			continue
		}
		if err := r.in.UnreadRune(); err != nil {
			return err
		}
		break
	}
	head, err := r.in.Peek(maxProlog)
	if err != nil && err != io.EOF {
		return err
	}
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return nil
	}
	if i := bytes.Index(head, []byte("?>")); i >= 0 {
		_, err = r.in.Discard(i + 2)
		return err
	}
	return nil
}

// Read implements io.Reader.
func (r *repair) Read(p []byte) (int, error) {
	n := copy(p, r.left)
	r.left = r.left[n:]
	for n < len(p) {
		if n > 0 && r.in.Buffered() == 0 {
			break // what there is, before waiting for more
		}
		if k := r.plain(p[n:]); k > 0 {
			n += k
			continue
		}
		c, size, err := r.in.ReadRune()
		if err != nil {
			if n > 0 && err == io.EOF {
				break
			}
			return n, err
		}
		switch {
		case c == utf8.RuneError && size == 1:
			if err := r.in.UnreadRune(); err != nil {
				return n, err
			}
			b, err := r.in.ReadByte()
			if err != nil {
				return n, err
			}
			c = charmap.Windows1252.DecodeByte(b)
		case c == '&':
			if r.forbidden() {
				continue
			}
		}
		if !legal(c) {
			continue
		}
		k := utf8.EncodeRune(r.buf[:], c)
		m := copy(p[n:], r.buf[:k])
		n += m
		r.left = r.buf[m:k]
	}
	return n, nil
}

// plain copies what is buffered of characters that need no look: most of a
// document of 200 MB.
func (r *repair) plain(p []byte) int {
	have, _ := r.in.Peek(min(r.in.Buffered(), len(p))) // no more than there is
	k := 0
	for k < len(have) && (have[k] >= ' ' && have[k] < 0x7f && have[k] != '&' || have[k] == '\n') {
		k++
	}
	copy(p, have[:k])
	_, _ = r.in.Discard(k)
	return k
}

// forbidden skips the rest of a reference (&#8;) to a character that XML does not
// allow, and reports whether there was one.
func (r *repair) forbidden() bool {
	next, _ := r.in.Peek(64) // at the end there is less
	end := bytes.IndexByte(next, ';')
	if end < 2 || next[0] != '#' {
		return false
	}
	digits, base := string(next[1:end]), 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	c, err := strconv.ParseUint(digits, base, 32)
	if err != nil || c <= utf8.MaxRune && legal(rune(c)) {
		return false
	}
	_, err = r.in.Discard(end + 1)
	return err == nil
}

// legal reports whether XML 1.0 allows a character.
func legal(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000 && c <= 0x10ffff
}
