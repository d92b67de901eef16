package sign

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dunglas/httpsfv"
)

// maxLabels is the most signatures that one request may carry.
const maxLabels = 4

// parseRFC9421 checks an incoming RFC 9421 signature. Where a request carries
// several, the first that satisfies us counts; the first error is reported.
func parseRFC9421(m *message, body []byte, o Options) (*Parsed, error) {
	inputs, err := dictionary(m.header["Signature-Input"])
	if err != nil {
		return nil, fmt.Errorf("Signature-Input: %w", err)
	}
	signatures, err := dictionary(m.header["Signature"])
	if err != nil {
		return nil, fmt.Errorf("Signature: %w", err)
	}
	labels := inputs.Names()
	if len(labels) == 0 {
		return nil, ErrMissing
	}
	if len(labels) > maxLabels {
		return nil, fmt.Errorf("%w: %d signatures", ErrMalformed, len(labels))
	}
	var first error
	for _, label := range labels {
		p, err := parseLabel(m, body, o, label, inputs, signatures)
		if err == nil {
			return p, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

func parseLabel(m *message, body []byte, o Options, label string, inputs, signatures *httpsfv.Dictionary) (*Parsed, error) {
	p := &Parsed{Scheme: RFC9421}
	member, _ := inputs.Get(label)
	list, ok := member.(httpsfv.InnerList)
	if !ok {
		return nil, fmt.Errorf("%w: %s is not a list", ErrMalformed, label)
	}
	member, _ = signatures.Get(label)
	item, _ := member.(httpsfv.Item)
	if p.Signature, ok = item.Value.([]byte); !ok || len(p.Signature) == 0 {
		return nil, fmt.Errorf("%w: no signature for %s", ErrMalformed, label)
	}
	covered, err := components(list)
	if err != nil {
		return nil, err
	}
	if err := p.params(list.Params, o); err != nil {
		return nil, err
	}
	if err := rfc9421Coverage(m, covered, len(body) > 0); err != nil {
		return nil, err
	}
	if slices.Contains(covered, "content-digest") {
		if err := checkContentDigest(m.header, body); err != nil {
			return nil, err
		}
	}
	if slices.Contains(covered, "digest") {
		if err := checkDigest(m.header, body); err != nil {
			return nil, err
		}
	}
	return p.withBases(m, func(dropQuery bool) (string, error) {
		return m.rfc9421Base(list, dropQuery)
	})
}

// components lists the covered parts, each of which may stand once.
func components(list httpsfv.InnerList) ([]string, error) {
	if len(list.Items) > maxCovered {
		return nil, fmt.Errorf("%w: %d parts covered", ErrMalformed, len(list.Items))
	}
	covered := make([]string, 0, len(list.Items))
	for _, item := range list.Items {
		name, ok := item.Value.(string)
		if !ok || len(item.Params.Names()) > 0 {
			return nil, fmt.Errorf("%w: covered part %v", ErrMalformed, item.Value)
		}
		if slices.Contains(covered, name) {
			return nil, fmt.Errorf("%w: part %q covered twice", ErrMalformed, name)
		}
		covered = append(covered, name)
	}
	return covered, nil
}

// params reads created, expires, keyid and alg (RFC 9421, section 2.3).
func (p *Parsed) params(params *httpsfv.Params, o Options) error {
	keyID, _ := params.Get("keyid")
	p.KeyID, _ = keyID.(string)
	if err := checkKeyID(p.KeyID); err != nil {
		return err
	}
	if v, ok := params.Get("alg"); ok {
		p.algorithm, _ = v.(string)
		if p.algorithm != "rsa-v1_5-sha256" && p.algorithm != "ed25519" {
			return fmt.Errorf("%w: %q", ErrAlgorithm, p.algorithm)
		}
	}
	v, ok := params.Get("created")
	if !ok {
		return fmt.Errorf("%w: created", ErrCoverage)
	}
	created, ok := v.(int64)
	if !ok {
		return fmt.Errorf("%w: created", ErrMalformed)
	}
	p.Created = time.Unix(created, 0)
	var until time.Time
	if v, ok := params.Get("expires"); ok {
		expires, ok := v.(int64)
		if !ok {
			return fmt.Errorf("%w: expires", ErrMalformed)
		}
		until = time.Unix(expires, 0)
	}
	return o.checkClock(p.Created, until)
}

// rfc9421Coverage asks for @method, the whole target, and the digest of every
// request that carries a body.
func rfc9421Coverage(m *message, covered []string, body bool) error {
	has := func(name string) bool { return slices.Contains(covered, name) }
	if !has("@method") {
		return fmt.Errorf("%w: @method", ErrCoverage)
	}
	if !has("@target-uri") {
		query := strings.Contains(m.target, "?")
		if !has("@authority") || !has("@path") || query && !has("@query") {
			return fmt.Errorf("%w: @target-uri", ErrCoverage)
		}
	}
	if (hasBody(m.method) || body) && !has("content-digest") {
		return fmt.Errorf("%w: content-digest", ErrCoverage)
	}
	return nil
}
