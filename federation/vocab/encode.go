package vocab

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// encode writes a document without a context, for embedding.
func encode(doc any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // HTML stays as readable, and as short, as it is
	if err := e.Encode(doc); err != nil {
		return nil, fmt.Errorf("encode ActivityStreams document: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// finish writes a document that stands alone: its context first, as it is.
func finish(context string, doc any) ([]byte, error) {
	body, err := encode(doc)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(body)+len(context)+len(`{"@context":,`))
	out = append(out, `{"@context":`...)
	out = append(out, context...)
	out = append(out, ',')
	return append(out, body[1:]...), nil // every document has an id or a type
}

// decimal is a number that always shows a decimal point: Mobilizon drops the
// coordinate 47.
type decimal float64

// MarshalJSON writes the number without an exponent.
func (d decimal) MarshalJSON() ([]byte, error) {
	s := strconv.FormatFloat(float64(d), 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	if _, err := strconv.ParseFloat(s, 64); err != nil || strings.ContainsAny(s, "IN") {
		return nil, fmt.Errorf("%v is not a number that JSON has", float64(d))
	}
	return []byte(s), nil
}

// stamp is an instant as every peer reads it; "" for the zero time.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// wall is an instant with the offset of its zone, for what happens at a place.
func wall(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02T15:04:05-07:00")
}

// strs is a list that is an array even when it is empty or has one member.
type strs []string

// MarshalJSON writes [] for nil.
func (s strs) MarshalJSON() ([]byte, error) {
	if s == nil {
		return []byte("[]"), nil
	}
	return encode([]string(s))
}

// only is a language map with exactly one entry: Mastodon takes the first key
// for the language, whatever the others say.
func only(lang, text string) map[string]string {
	if lang == "" || text == "" {
		return nil
	}
	return map[string]string{lang: text}
}
