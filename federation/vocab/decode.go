package vocab

import (
	"encoding/json"
	"errors"
	"strconv"
	"unicode/utf8"
)

// The bounds of a document that arrives. Its bytes are bounded by the caller.
const (
	MaxDepth   = 32  // objects and lists inside each other
	MaxMembers = 512 // of one list or object
)

// langMap is a contentMap, nameMap or summaryMap in the order of the document,
// which a Go map would lose: the first entry is the language of the post.
type langMap []langText

type langText struct{ Lang, Text string }

// decoder reads JSON strictly (RFC 8259, I-JSON): what two parsers might read
// differently is refused.
type decoder struct {
	b     []byte
	i     int
	depth int
}

var errSyntax = errors.New("syntax")

// decode reads one JSON object.
func decode(body []byte) (map[string]any, error) {
	if !utf8.Valid(body) {
		return nil, refuse(BadJSON, "not UTF-8")
	}
	d := &decoder{b: body}
	v, err := d.value("")
	if err == nil {
		if d.space(); d.i != len(d.b) {
			err = errSyntax
		}
	}
	if errors.Is(err, errSyntax) {
		return nil, refuse(BadJSON, "syntax at byte %d", d.i)
	}
	if err != nil {
		return nil, err
	}
	m, ok := v.(map[string]any)
	if !ok {
		return nil, refuse(BadJSON, "not an object")
	}
	return m, nil
}

func (d *decoder) space() {
	for d.i < len(d.b) {
		switch d.b[d.i] {
		case ' ', '\t', '\n', '\r':
			d.i++
		default:
			return
		}
	}
}

// peek is the next byte that is no white space, 0 at the end.
func (d *decoder) peek() byte {
	d.space()
	if d.i >= len(d.b) {
		return 0
	}
	return d.b[d.i]
}

func (d *decoder) word(w string, v any) (any, error) {
	if len(d.b)-d.i < len(w) || string(d.b[d.i:d.i+len(w)]) != w {
		return nil, errSyntax
	}
	d.i += len(w)
	return v, nil
}

// value reads the value of the member name.
func (d *decoder) value(name string) (any, error) {
	switch c := d.peek(); c {
	case '{', '[':
		if d.depth++; d.depth > MaxDepth {
			return nil, refuse(TooDeep, "deeper than %d", MaxDepth)
		}
		defer func() { d.depth-- }()
		if c == '[' {
			return d.list()
		}
		switch name {
		case "contentMap", "nameMap", "summaryMap":
			return d.languages()
		}
		return d.object()
	case '"':
		return d.str()
	case 't':
		return d.word("true", true)
	case 'f':
		return d.word("false", false)
	case 'n':
		return d.word("null", nil)
	default:
		return d.number()
	}
}

func (d *decoder) list() (any, error) {
	d.i++
	list := []any{}
	if d.peek() == ']' {
		d.i++
		return list, nil
	}
	for {
		if len(list) == MaxMembers {
			return nil, refuse(TooMany, "a list of more than %d", MaxMembers)
		}
		v, err := d.value("")
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		switch d.peek() {
		case ',':
			d.i++
		case ']':
			d.i++
			return list, nil
		default:
			return nil, errSyntax
		}
	}
}

// members calls f for every member of an object, at its value.
func (d *decoder) members(f func(name string) error) error {
	d.i++
	if d.peek() == '}' {
		d.i++
		return nil
	}
	for n := 0; ; n++ {
		if n == MaxMembers {
			return refuse(TooMany, "an object of more than %d", MaxMembers)
		}
		if d.peek() != '"' {
			return errSyntax
		}
		name, err := d.str()
		if err != nil {
			return err
		}
		switch name {
		case "@graph", "@included", "@reverse":
			return refuse(Keyword, "%s", name)
		}
		if d.peek() != ':' {
			return errSyntax
		}
		d.i++
		if err := f(name); err != nil {
			return err
		}
		switch d.peek() {
		case ',':
			d.i++
		case '}':
			d.i++
			return nil
		default:
			return errSyntax
		}
	}
}

func (d *decoder) object() (any, error) {
	m := map[string]any{}
	err := d.members(func(name string) error {
		if _, twice := m[name]; twice {
			return refuse(Duplicate, "%q", name)
		}
		v, err := d.value(name)
		m[name] = v
		return err
	})
	return m, err
}

func (d *decoder) languages() (any, error) {
	list, seen := langMap{}, map[string]bool{}
	err := d.members(func(name string) error {
		if seen[name] {
			return refuse(Duplicate, "%q", name)
		}
		seen[name] = true
		v, err := d.value("")
		if s, ok := v.(string); ok {
			list = append(list, langText{name, s})
		}
		return err
	})
	return list, err
}

// str reads a string; escapes are left to encoding/json.
func (d *decoder) str() (string, error) {
	start := d.i
	plain := true
	for d.i++; d.i < len(d.b); d.i++ {
		switch c := d.b[d.i]; {
		case c == '"':
			d.i++
			if plain {
				return string(d.b[start+1 : d.i-1]), nil
			}
			var s string
			if err := json.Unmarshal(d.b[start:d.i], &s); err != nil {
				return "", errSyntax
			}
			return s, nil
		case c == '\\':
			plain = false
			d.i++
		case c < ' ':
			return "", errSyntax
		}
	}
	return "", errSyntax
}

func (d *decoder) number() (any, error) {
	start := d.i
	for d.i < len(d.b) {
		switch c := d.b[d.i]; {
		case c >= '0' && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
			d.i++
			continue
		}
		break
	}
	text := d.b[start:d.i]
	if len(text) == 0 || !json.Valid(text) {
		return nil, errSyntax
	}
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return nil, refuse(BadJSON, "a number out of range")
	}
	return f, nil
}
