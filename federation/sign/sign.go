package sign

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// Scheme is a way to sign HTTP requests. Its text is stored per host.
type Scheme string

// The two schemes that the fediverse speaks. Peers of 2026 disagree about which
// goes first, so a delivery may have to knock twice.
const (
	Cavage  Scheme = "cavage"  // draft-cavage-http-signatures-12
	RFC9421 Scheme = "rfc9421" // RFC 9421, HTTP Message Signatures
)

// Other is the scheme to try when the first one was refused.
func (s Scheme) Other() Scheme {
	if s == RFC9421 {
		return Cavage
	}
	return RFC9421
}

// Signer is a key with the id under which its owner publishes it. The key is
// RSA or Ed25519, usually a [Private]; it is never printed.
type Signer struct {
	KeyID string
	Key   crypto.Signer
}

// Format implements fmt.Formatter: the id is shown, the key never.
func (s Signer) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, s.KeyID+" "+redacted)
}

// LogValue implements slog.LogValuer: the id is shown, the key never.
func (s Signer) LogValue() slog.Value { return slog.StringValue(s.KeyID) }

// MarshalText keeps the key out of JSON and every other text encoding.
func (s Signer) MarshalText() ([]byte, error) { return []byte(s.KeyID), nil }

// With says how a request is signed.
type With struct {
	Scheme    Scheme // Cavage when empty
	Digest    Digest // of the body; required unless the method is GET or HEAD
	DropQuery bool   // sign the path alone, for peers that verify it so
	Accept    string // the peer's Accept-Signature header, honoured by RFC9421
}

// Sign signs a request that is about to be sent. Signature and digest headers
// that it already carries are replaced, so that a request can knock twice.
// Now becomes Date or created.
func Sign(req *http.Request, s Signer, now time.Time, w With) error {
	if err := checkKeyID(s.KeyID); err != nil {
		return err
	}
	if s.Key == nil {
		return fmt.Errorf("%w: none", ErrKey)
	}
	if hasBody(req.Method) && w.Digest.IsZero() {
		return fmt.Errorf("%w: %s without digest", ErrCoverage, req.Method)
	}
	for _, name := range []string{"Signature", "Signature-Input", "Digest", "Content-Digest"} {
		req.Header.Del(name)
	}
	if w.Scheme == RFC9421 {
		return signRFC9421(req, s, now, w)
	}
	return signCavage(req, s, now, w)
}

// SignCavage signs as section 3.1 of draft-cavage-12: (request-target) with the
// query, host, date, and for a POST digest and content-type. RSA keys say
// rsa-sha256, Ed25519 keys hs2019. The body of a GET is nil.
func SignCavage(req *http.Request, body []byte, s Signer, now time.Time) error {
	return Sign(req, s, now, With{Scheme: Cavage, Digest: digestFor(req, body)})
}

// SignRFC9421 signs @method, @target-uri and for a POST content-digest, with
// rsa-v1_5-sha256 or ed25519 by the kind of key.
func SignRFC9421(req *http.Request, body []byte, s Signer, now time.Time) error {
	return Sign(req, s, now, With{Scheme: RFC9421, Digest: digestFor(req, body)})
}

func digestFor(req *http.Request, body []byte) Digest {
	if !hasBody(req.Method) {
		return Digest{}
	}
	return NewDigest(body)
}

// hasBody tells whether requests of this method must prove their body.
func hasBody(method string) bool {
	return method != "" && method != http.MethodGet && method != http.MethodHead
}

// maxKeyID is the longest key id read or written, in bytes.
const maxKeyID = 2048

// checkKeyID refuses what would break out of its quotes in a header.
func checkKeyID(id string) error {
	if id == "" || len(id) > maxKeyID {
		return fmt.Errorf("%w: key id of %d bytes", ErrMalformed, len(id))
	}
	if strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' }) {
		return fmt.Errorf("%w: key id with unprintable letters", ErrMalformed)
	}
	return nil
}

// signBytes signs a signing string: PKCS#1 v1.5 over SHA-256, or Ed25519.
func signBytes(key crypto.Signer, msg string) ([]byte, error) {
	pub := key.Public()
	if err := CheckKey(pub); err != nil {
		return nil, err
	}
	if _, ok := pub.(*rsa.PublicKey); ok {
		sum := sha256.Sum256([]byte(msg))
		return key.Sign(rand.Reader, sum[:], crypto.SHA256)
	}
	return key.Sign(rand.Reader, []byte(msg), crypto.Hash(0))
}

// verifyBytes is the other half of signBytes.
func verifyBytes(pub crypto.PublicKey, msg string, sig []byte) error {
	if err := CheckKey(pub); err != nil {
		return err
	}
	switch k := pub.(type) {
	case *rsa.PublicKey:
		sum := sha256.Sum256([]byte(msg))
		if rsa.VerifyPKCS1v15(k, crypto.SHA256, sum[:], sig) != nil {
			return ErrSignature
		}
	case ed25519.PublicKey:
		if !ed25519.Verify(k, []byte(msg), sig) {
			return ErrSignature
		}
	}
	return nil
}
