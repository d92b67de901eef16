package sign

import (
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
)

const redacted = "[redacted private key]"

// Private is a private key that cannot be printed by accident: fmt, slog and
// encoding/json see "[redacted private key]". [Private.PEM] is the one way out,
// for the store. The zero value is no key. Private is itself a crypto.Signer.
type Private struct {
	// A pointer to an interface is the one thing that fmt does not follow, so
	// the key stays hidden even inside a struct's unexported field, where fmt
	// does not call our methods.
	key *crypto.Signer
}

var (
	_ crypto.Signer  = Private{}
	_ fmt.Formatter  = Private{}
	_ slog.LogValuer = Private{}
)

// NewPrivate wraps an RSA or Ed25519 key; the error is an [ErrKey].
func NewPrivate(key crypto.Signer) (Private, error) {
	if key == nil {
		return Private{}, fmt.Errorf("%w: none", ErrKey)
	}
	if p, ok := key.(Private); ok {
		return p, nil
	}
	if err := CheckKey(key.Public()); err != nil {
		return Private{}, err
	}
	return Private{key: &key}, nil
}

// IsZero reports whether there is no key.
func (p Private) IsZero() bool { return p.key == nil }

// Public is the public half: *rsa.PublicKey or ed25519.PublicKey, nil for no key.
func (p Private) Public() crypto.PublicKey {
	if p.key == nil {
		return nil
	}
	return (*p.key).Public()
}

// Sign implements crypto.Signer.
func (p Private) Sign(rand io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if p.key == nil {
		return nil, fmt.Errorf("%w: none", ErrKey)
	}
	return (*p.key).Sign(rand, digest, opts)
}

// Ed25519 is the key itself when it is of that kind, as [AddProof] wants it.
func (p Private) Ed25519() (ed25519.PrivateKey, bool) {
	if p.key == nil {
		return nil, false
	}
	k, ok := (*p.key).(ed25519.PrivateKey)
	return k, ok
}

// PEM writes the key as PKCS#8 in PEM, in the clear: whoever calls it encrypts it.
func (p Private) PEM() ([]byte, error) {
	if p.key == nil {
		return nil, fmt.Errorf("%w: none", ErrKey)
	}
	der, err := x509.MarshalPKCS8PrivateKey(*p.key)
	if err != nil {
		return nil, fmt.Errorf("%w: cannot be exported", ErrKey)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), nil
}

// String implements fmt.Stringer without the key.
func (p Private) String() string { return redacted }

// GoString implements fmt.GoStringer without the key.
func (p Private) GoString() string { return redacted }

// Format implements fmt.Formatter, so that no verb reaches the key.
func (p Private) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue implements slog.LogValuer without the key.
func (p Private) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText keeps the key out of JSON, XML and every other text encoding.
func (p Private) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalBinary keeps the key out of gob.
func (p Private) MarshalBinary() ([]byte, error) { return []byte(redacted), nil }
