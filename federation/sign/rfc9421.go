package sign

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/dunglas/httpsfv"
)

// signRFC9421 writes the headers Content-Digest, Signature-Input and Signature.
func signRFC9421(req *http.Request, s Signer, now time.Time, w With) error {
	req.Header.Del("Date") // of an earlier knock; created says the time here
	covered := append(make([]string, 0, 8), "@method", "@target-uri")
	if !w.Digest.IsZero() {
		req.Header.Set("Content-Digest", w.Digest.field())
		covered = append(covered, "content-digest")
	}
	m := outgoing(req)
	label, params := "sig1", httpsfv.NewParams()
	params.Add("created", now.Unix())
	params.Add("keyid", s.KeyID)
	if w.Accept != "" {
		label, covered = m.honour(w.Accept, covered, params, now)
	}
	list := httpsfv.InnerList{Params: params}
	for _, name := range covered {
		list.Items = append(list.Items, httpsfv.NewItem(name))
	}
	input, err := marshalDictionary(label, list)
	if err != nil {
		return err
	}
	base, err := m.rfc9421Base(list, w.DropQuery)
	if err != nil {
		return err
	}
	sig, err := signBytes(s.Key, base)
	if err != nil {
		return fmt.Errorf("sign request to %s: %w", m.host, err)
	}
	value, err := marshalDictionary(label, httpsfv.NewItem(sig))
	if err != nil {
		return err
	}
	req.Header.Set("Signature-Input", input)
	req.Header.Set("Signature", value)
	return nil
}

// honour reads the peer's Accept-Signature (RFC 9421, section 5.1) and adds
// what it asks for to our own coverage: parts, label, expires, nonce and tag.
// A wish that we do not understand is not granted at all.
func (m *message) honour(accept string, ours []string, params *httpsfv.Params, now time.Time) (string, []string) {
	const label = "sig1"
	dict, err := dictionary([]string{accept})
	if err != nil || len(dict.Names()) == 0 {
		return label, ours
	}
	asked := dict.Names()[0]
	member, _ := dict.Get(asked)
	list, ok := member.(httpsfv.InnerList)
	if !ok || len(list.Items) > maxCovered {
		return label, ours
	}
	covered := make([]string, 0, len(list.Items)+len(ours))
	for _, item := range list.Items {
		if _, err := m.component(item, false); err != nil {
			return label, ours
		}
		name := item.Value.(string)
		if slices.Contains(covered, name) {
			return label, ours
		}
		covered = append(covered, name)
	}
	for _, name := range ours {
		if !slices.Contains(covered, name) {
			covered = append(covered, name)
		}
	}
	if _, wanted := list.Params.Get("expires"); wanted {
		params.Add("expires", now.Add(defaultLife).Unix())
	}
	for _, name := range []string{"nonce", "tag"} {
		if v, ok := list.Params.Get(name); ok {
			if text, ok := v.(string); ok {
				params.Add(name, text)
			}
		}
	}
	return asked, covered
}

// rfc9421Base is the signature base of RFC 9421, section 2.5.
func (m *message) rfc9421Base(list httpsfv.InnerList, dropQuery bool) (string, error) {
	var b strings.Builder
	b.Grow(512)
	for _, item := range list.Items {
		value, err := m.component(item, dropQuery)
		if err != nil {
			return "", err
		}
		b.WriteByte('"')
		b.WriteString(item.Value.(string))
		b.WriteString(`": `)
		b.WriteString(value)
		b.WriteByte('\n')
	}
	params, err := httpsfv.Marshal(httpsfv.List{list})
	if err != nil {
		return "", fmt.Errorf("%w: signature parameters", ErrMalformed)
	}
	b.WriteString(`"@signature-params": `)
	b.WriteString(params)
	return b.String(), nil
}

// component is the value of one covered part (RFC 9421, sections 2.1 and 2.2).
// Parts with parameters are refused: no peer sends them, and each one is a
// second way to read the same request.
func (m *message) component(item httpsfv.Item, dropQuery bool) (string, error) {
	name, ok := item.Value.(string)
	if !ok || len(item.Params.Names()) > 0 || name != strings.ToLower(name) {
		return "", fmt.Errorf("%w: covered part %v", ErrMalformed, item.Value)
	}
	switch name {
	case "@method":
		return m.method, nil
	case "@target-uri":
		return m.origin + m.requestTarget(dropQuery), nil
	case "@authority":
		_, host, _ := strings.Cut(m.origin, "://")
		return host, nil
	case "@scheme":
		scheme, _, _ := strings.Cut(m.origin, "://")
		return scheme, nil
	case "@request-target":
		return m.requestTarget(dropQuery), nil
	case "@path":
		return m.requestTarget(true), nil
	case "@query":
		_, query, _ := strings.Cut(m.requestTarget(dropQuery), "?")
		return "?" + query, nil
	}
	if strings.HasPrefix(name, "@") || name == "" {
		return "", fmt.Errorf("%w: covered part %q", ErrMalformed, name)
	}
	return m.field(name)
}

// marshalDictionary writes a dictionary of one member.
func marshalDictionary(label string, member httpsfv.Member) (string, error) {
	dict := httpsfv.NewDictionary()
	dict.Add(label, member)
	s, err := httpsfv.Marshal(dict)
	if err != nil {
		return "", fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	return s, nil
}

// dictionary reads a structured dictionary that says everything once. RFC 8941
// lets the last of two equal keys win; here the field must read back as it was
// written, so that no two readers can see two signatures in it.
func dictionary(values []string) (*httpsfv.Dictionary, error) {
	size := 0
	for _, v := range values {
		size += len(v) + 2
	}
	if size > maxSignatureHeader {
		return nil, fmt.Errorf("%w: field of %d bytes", ErrMalformed, size)
	}
	dict, err := httpsfv.UnmarshalDictionary(values)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrMalformed, err)
	}
	again, err := httpsfv.Marshal(dict)
	if err != nil || squeeze(again) != squeeze(strings.Join(values, ",")) {
		return nil, fmt.Errorf("%w: field is not canonical, or says something twice", ErrMalformed)
	}
	return dict, nil
}

// squeeze drops the blanks outside of quotes.
func squeeze(s string) string {
	out := make([]byte, 0, len(s))
	open := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case open && c == '\\' && i+1 < len(s):
			out = append(out, c, s[i+1])
			i++
		case c == '"':
			open = !open
			out = append(out, c)
		case !open && (c == ' ' || c == '\t'):
		default:
			out = append(out, c)
		}
	}
	return string(out)
}
