package sign

import (
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"

	"github.com/dunglas/httpsfv"
)

// Digest is the SHA-256 of a body, ready for both headers, so that one body
// delivered to many inboxes is hashed once. The zero value is no digest.
type Digest struct{ sum string } // base64 of the 32 bytes

// NewDigest hashes a body.
func NewDigest(body []byte) Digest {
	sum := sha256.Sum256(body)
	return Digest{sum: base64.StdEncoding.EncodeToString(sum[:])}
}

// IsZero reports whether no body was hashed; an empty body has a digest.
func (d Digest) IsZero() bool { return d.sum == "" }

// legacy is the value of the header Digest (RFC 3230).
func (d Digest) legacy() string { return "SHA-256=" + d.sum }

// field is the value of the header Content-Digest (RFC 9530).
func (d Digest) field() string { return "sha-256=:" + d.sum + ":" }

// checkDigest verifies a header Digest over the raw bytes. Every algorithm that
// we know must match, and one must be known.
func checkDigest(h http.Header, body []byte) error {
	values := h["Digest"]
	if len(values) != 1 {
		return fmt.Errorf("%w: %d Digest headers", ErrMalformed, len(values))
	}
	sums := make(map[string][]byte, 2)
	for part := range strings.SplitSeq(values[0], ",") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok {
			return fmt.Errorf("%w: Digest without value", ErrMalformed)
		}
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "sha-256" && name != "sha-512" {
			continue
		}
		if _, twice := sums[name]; twice {
			return fmt.Errorf("%w: Digest names %s twice", ErrMalformed, name)
		}
		sum, err := base64.StdEncoding.Strict().DecodeString(value)
		if err != nil {
			return fmt.Errorf("%w: Digest is not base64", ErrMalformed)
		}
		sums[name] = sum
	}
	return checkSums(sums, body)
}

// checkContentDigest verifies a header Content-Digest over the raw bytes.
func checkContentDigest(h http.Header, body []byte) error {
	dict, err := dictionary(h["Content-Digest"])
	if err != nil {
		return fmt.Errorf("Content-Digest: %w", err)
	}
	sums := make(map[string][]byte, 2)
	for _, name := range dict.Names() {
		if name != "sha-256" && name != "sha-512" {
			continue
		}
		member, _ := dict.Get(name)
		item, ok := member.(httpsfv.Item)
		if !ok {
			return fmt.Errorf("%w: Content-Digest is not bytes", ErrMalformed)
		}
		sum, ok := item.Value.([]byte)
		if !ok {
			return fmt.Errorf("%w: Content-Digest is not bytes", ErrMalformed)
		}
		sums[name] = sum
	}
	return checkSums(sums, body)
}

// checkSums compares in constant time; a sum of another length never matches.
func checkSums(sums map[string][]byte, body []byte) error {
	if len(sums) == 0 {
		return fmt.Errorf("%w: neither SHA-256 nor SHA-512", ErrDigest)
	}
	for name, got := range sums {
		var want []byte
		if name == "sha-256" {
			sum := sha256.Sum256(body)
			want = sum[:]
		} else {
			sum := sha512.Sum512(body)
			want = sum[:]
		}
		if subtle.ConstantTimeCompare(got, want) != 1 {
			return fmt.Errorf("%w: %s", ErrDigest, name)
		}
	}
	return nil
}
