package sign

import (
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// signCavage writes the headers Date, Digest and Signature (draft-cavage-12).
func signCavage(req *http.Request, s Signer, now time.Time, w With) error {
	req.Header.Set("Date", now.UTC().Format(http.TimeFormat))
	covered := append(make([]string, 0, 8), "(request-target)", "host", "date")
	if !w.Digest.IsZero() {
		req.Header.Set("Digest", w.Digest.legacy())
		covered = append(covered, "digest")
		if req.Header.Get("Content-Type") != "" {
			covered = append(covered, "content-type")
		}
	}
	if req.Header.Get("Collection-Synchronization") != "" { // FEP-8fcf asks for it
		covered = append(covered, "collection-synchronization")
	}
	m := outgoing(req)
	base, err := m.cavageBase(covered, 0, 0, w.DropQuery)
	if err != nil {
		return err
	}
	sig, err := signBytes(s.Key, base)
	if err != nil {
		return fmt.Errorf("sign request to %s: %w", m.host, err)
	}
	algorithm := "hs2019"
	if _, ok := s.Key.Public().(*rsa.PublicKey); ok {
		algorithm = "rsa-sha256"
	}
	req.Header.Set("Signature", `keyId="`+s.KeyID+`",algorithm="`+algorithm+`",headers="`+
		strings.Join(covered, " ")+`",signature="`+base64.StdEncoding.EncodeToString(sig)+`"`)
	return nil
}

// cavageBase is the signing string of draft-cavage-12, section 2.3.
func (m *message) cavageBase(covered []string, created, expires int64, dropQuery bool) (string, error) {
	var b strings.Builder
	b.Grow(512)
	for i, name := range covered {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(name)
		b.WriteString(": ")
		switch name {
		case "(request-target)":
			b.WriteString(strings.ToLower(m.method))
			b.WriteByte(' ')
			b.WriteString(m.requestTarget(dropQuery))
		case "(created)":
			b.WriteString(strconv.FormatInt(created, 10))
		case "(expires)":
			b.WriteString(strconv.FormatInt(expires, 10))
		default:
			value, err := m.field(name)
			if err != nil {
				return "", err
			}
			b.WriteString(value)
		}
	}
	return b.String(), nil
}

// parseCavage checks an incoming signature of draft-cavage-12.
func parseCavage(m *message, body []byte, o Options) (*Parsed, error) {
	values := m.header["Signature"]
	if len(values) == 0 {
		return nil, ErrMissing
	}
	if len(values) > 1 {
		return nil, fmt.Errorf("%w: %d Signature headers", ErrMalformed, len(values))
	}
	params, err := cavageParams(values[0])
	if err != nil {
		return nil, err
	}
	p := &Parsed{Scheme: Cavage, KeyID: params["keyid"], algorithm: params["algorithm"]}
	if err := checkKeyID(p.KeyID); err != nil {
		return nil, err
	}
	if p.Signature, err = base64.StdEncoding.Strict().DecodeString(params["signature"]); err != nil || len(p.Signature) == 0 {
		return nil, fmt.Errorf("%w: signature is not base64", ErrMalformed)
	}
	switch p.algorithm = strings.ToLower(p.algorithm); p.algorithm {
	case "", "hs2019", "rsa-sha256", "ed25519":
	default:
		return nil, fmt.Errorf("%w: %q", ErrAlgorithm, p.algorithm)
	}
	covered, err := cavageCovered(params["headers"], p.algorithm)
	if err != nil {
		return nil, err
	}
	if err := cavageCoverage(m, covered, len(body) > 0); err != nil {
		return nil, err
	}
	created, expires, err := cavageTimes(m, covered, params, p, o)
	if err != nil {
		return nil, err
	}
	if slices.Contains(covered, "digest") {
		if err := checkDigest(m.header, body); err != nil {
			return nil, err
		}
	}
	if slices.Contains(covered, "content-digest") {
		if err := checkContentDigest(m.header, body); err != nil {
			return nil, err
		}
	}
	return p.withBases(m, func(dropQuery bool) (string, error) {
		return m.cavageBase(covered, created, expires, dropQuery)
	})
}

// maxCovered is the most parts of a request that one signature may cover.
const maxCovered = 32

// cavageCovered reads the parameter headers: each name once, and the pseudo
// headers of time only where the draft allows them, with hs2019.
func cavageCovered(value, algorithm string) ([]string, error) {
	covered := strings.Fields(strings.ToLower(value))
	if len(covered) > maxCovered {
		return nil, fmt.Errorf("%w: %d headers covered", ErrMalformed, len(covered))
	}
	for i, name := range covered {
		if slices.Contains(covered[:i], name) {
			return nil, fmt.Errorf("%w: header %q covered twice", ErrMalformed, name)
		}
		if (name == "(created)" || name == "(expires)") && algorithm != "" && algorithm != "hs2019" {
			return nil, fmt.Errorf("%w: %s with %s", ErrAlgorithm, name, algorithm)
		}
	}
	return covered, nil
}

// cavageCoverage asks for date or (created), host and (request-target) always,
// and for the digest of every request that carries a body. It is stricter than
// Mastodon, which takes the digest in place of the target.
func cavageCoverage(m *message, covered []string, body bool) error {
	has := func(name string) bool { return slices.Contains(covered, name) }
	switch {
	case !has("date") && !has("(created)"):
		return fmt.Errorf("%w: date", ErrCoverage)
	case !has("host"):
		return fmt.Errorf("%w: host", ErrCoverage)
	case !has("(request-target)"):
		return fmt.Errorf("%w: (request-target)", ErrCoverage)
	case (hasBody(m.method) || body) && !has("digest") && !has("content-digest"):
		return fmt.Errorf("%w: digest", ErrCoverage)
	}
	return nil
}

// cavageTimes reads the times that are covered and holds them against the clock.
// A time that is not covered proves nothing and is not read.
func cavageTimes(m *message, covered []string, params map[string]string, p *Parsed, o Options) (created, expires int64, err error) {
	var until time.Time
	if slices.Contains(covered, "(expires)") {
		if expires, err = strconv.ParseInt(params["expires"], 10, 64); err != nil {
			return 0, 0, fmt.Errorf("%w: expires", ErrMalformed)
		}
		until = time.Unix(expires, 0)
	}
	if slices.Contains(covered, "(created)") {
		if created, err = strconv.ParseInt(params["created"], 10, 64); err != nil {
			return 0, 0, fmt.Errorf("%w: created", ErrMalformed)
		}
		p.Created = time.Unix(created, 0)
		if err := o.checkClock(p.Created, until); err != nil {
			return 0, 0, err
		}
	}
	if slices.Contains(covered, "date") {
		value, err := m.field("date")
		if err != nil {
			return 0, 0, err
		}
		date, err := http.ParseTime(value)
		if err != nil {
			return 0, 0, fmt.Errorf("%w: date", ErrMalformed)
		}
		if err := o.checkClock(date, until); err != nil {
			return 0, 0, err
		}
		p.Created = date
	}
	return created, expires, nil
}
