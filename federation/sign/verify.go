package sign

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// What the clocks of two servers may differ by, and how old a signature may be.
const (
	DefaultSkew = time.Hour
	DefaultAge  = 12 * time.Hour
	// defaultLife is how long a signature lives that does not say so itself.
	defaultLife = 5 * time.Minute
)

// Options is what the receiver knows about itself.
type Options struct {
	Now     time.Time
	Origin  string        // the public origin from the configuration: https://hub.example
	MaxSkew time.Duration // DefaultSkew when zero
	MaxAge  time.Duration // DefaultAge when zero: the longest life a sender may claim
}

// checkClock holds a signature's times against ours, as Mastodon does: created
// at most one skew ahead; and now at most one skew behind its end, which is
// the end it names, five minutes when it names none, never later than MaxAge.
func (o Options) checkClock(created, expires time.Time) error {
	skew, age := o.MaxSkew, o.MaxAge
	if skew == 0 {
		skew = DefaultSkew
	}
	if age == 0 {
		age = DefaultAge
	}
	end := created.Add(min(defaultLife, age))
	if !expires.IsZero() {
		end = expires
		if limit := created.Add(age); limit.Before(end) {
			end = limit
		}
	}
	switch {
	case created.After(o.Now.Add(skew)):
		return fmt.Errorf("%w: created %s ahead", ErrClock, created.Sub(o.Now).Round(time.Second))
	case o.Now.After(end.Add(skew)):
		return fmt.Errorf("%w: ended %s ago", ErrClock, o.Now.Sub(end).Round(time.Second))
	}
	return nil
}

// Parsed is a signature that is well formed, covers what it must, and fits the
// body and the clock; whether the key made it, [Parsed.Check] tells.
type Parsed struct {
	Scheme    Scheme
	KeyID     string    // as sent, with its fragment
	Signature []byte    // for the replay cache
	Created   time.Time // what the sender's clock said
	algorithm string    // as sent; empty: whatever the key is
	bases     []string  // what may have been signed: with the query, and without it
}

// Parse checks everything about a signed request that needs no key. The body is
// the raw bytes as they arrived. The errors wrap those of this package.
func Parse(req *http.Request, body []byte, o Options) (*Parsed, error) {
	if len(req.Header["Signature"]) == 0 && len(req.Header["Signature-Input"]) == 0 {
		return nil, ErrMissing
	}
	m, err := incoming(req, o.Origin)
	if err != nil {
		return nil, err
	}
	if len(req.Header["Signature-Input"]) > 0 {
		return parseRFC9421(m, body, o)
	}
	return parseCavage(m, body, o)
}

// withBases prepares the signing strings: with the query, and for peers that
// sign the path alone (Gancio, BookWyrm) without it.
func (p *Parsed) withBases(m *message, base func(dropQuery bool) (string, error)) (*Parsed, error) {
	full, err := base(false)
	if err != nil {
		return nil, err
	}
	p.bases = []string{full}
	if strings.Contains(m.target, "?") {
		short, err := base(true)
		if err != nil {
			return nil, err
		}
		if short != full {
			p.bases = append(p.bases, short)
		}
	}
	return p, nil
}

// Check verifies the signature with the key that KeyID names. The kind of key
// decides the algorithm; a signature that names another one is refused, so that
// no key is ever used with an algorithm it was not made for.
func (p *Parsed) Check(pub crypto.PublicKey) error {
	if err := CheckKey(pub); err != nil {
		return err
	}
	_, isRSA := pub.(*rsa.PublicKey)
	_, isEd := pub.(ed25519.PublicKey)
	switch p.algorithm {
	case "rsa-sha256", "rsa-v1_5-sha256":
		if !isRSA {
			return fmt.Errorf("%w: %s with another kind of key", ErrAlgorithm, p.algorithm)
		}
	case "ed25519":
		if !isEd {
			return fmt.Errorf("%w: %s with another kind of key", ErrAlgorithm, p.algorithm)
		}
	}
	err := ErrSignature
	for _, base := range p.bases {
		if err = verifyBytes(pub, base, p.Signature); err == nil {
			return nil
		}
	}
	return err
}
