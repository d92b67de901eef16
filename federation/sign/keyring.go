package sign

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"sync"
	"time"

	"vitrine/content"
)

// The types of keys that an actor has, one of each for life: peers cache them.
const (
	TypeRSA     = "rsa"
	TypeEd25519 = "ed25519"
)

// Keyring holds the key pairs of a process's actors. Private keys are stored
// encrypted with the installation's secret, are made at first use, and never
// leave the ring but as signatures.
type Keyring struct {
	store content.KeyStore
	aead  cipher.AEAD
	now   func() time.Time

	mu   sync.Mutex
	held map[owner]Pair
}

type owner struct{ site, id content.ID }

// Pair is an actor's two keys.
type Pair struct{ RSA, Ed25519 Private }

// ErrSecret is a secret that does not open the stored keys: another
// installation's, or a lost one.
var ErrSecret = errors.New("the secret does not open the stored keys")

// NewKeyring makes a ring over a store. The secret has at least 32 random bytes.
func NewKeyring(store content.KeyStore, secret []byte, now func() time.Time) (*Keyring, error) {
	if len(secret) < 32 {
		return nil, fmt.Errorf("the secret has %d bytes, at least 32 are needed", len(secret))
	}
	key := sha256.Sum256(append([]byte("vitrine keys v1\x00"), secret...))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Keyring{store: store, aead: aead, now: now, held: map[owner]Pair{}}, nil
}

// Pair gives an actor's keys, making those that are missing. Two processes that
// make one at the same time end up with the same: the first stored stays.
func (k *Keyring) Pair(ctx context.Context, site, id content.ID) (Pair, error) {
	o := owner{site, id}
	k.mu.Lock()
	defer k.mu.Unlock()
	if p, ok := k.held[o]; ok {
		return p, nil
	}
	stored, err := k.store.Keys(ctx, site, id)
	if err != nil {
		return Pair{}, err
	}
	var p Pair
	for _, s := range stored {
		if err := k.open(&p, s); err != nil {
			return Pair{}, err
		}
	}
	for _, t := range []struct {
		name string
		have bool
		make func() (Private, error)
	}{{TypeRSA, !p.RSA.IsZero(), GenerateRSA}, {TypeEd25519, !p.Ed25519.IsZero(), GenerateEd25519}} {
		if t.have {
			continue
		}
		key, err := t.make()
		if err != nil {
			return Pair{}, err
		}
		sealed, err := k.seal(o, t.name, key)
		if err != nil {
			return Pair{}, err
		}
		if sealed, err = k.store.SaveKey(ctx, sealed); err != nil {
			return Pair{}, err
		}
		if err := k.open(&p, sealed); err != nil {
			return Pair{}, err
		}
	}
	k.held[o] = p
	return p, nil
}

// bound ties a sealed key to its owner, so that none can be swapped in the database.
func bound(o owner, typ string) []byte {
	return []byte(string(o.site) + "\x00" + string(o.id) + "\x00" + typ)
}

func (k *Keyring) seal(o owner, typ string, p Private) (content.SealedKey, error) {
	pem, err := p.PEM()
	if err != nil {
		return content.SealedKey{}, err
	}
	public, err := x509.MarshalPKIXPublicKey(p.Public())
	if err != nil {
		return content.SealedKey{}, err
	}
	nonce := make([]byte, k.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return content.SealedKey{}, err
	}
	return content.SealedKey{Site: o.site, Owner: o.id, Type: typ, Public: public, Created: k.now(),
		Sealed: k.aead.Seal(nonce, nonce, pem, bound(o, typ))}, nil
}

func (k *Keyring) open(p *Pair, s content.SealedKey) error {
	n := k.aead.NonceSize()
	if len(s.Sealed) < n {
		return fmt.Errorf("key of %s: %w", s.Owner, ErrSecret)
	}
	pem, err := k.aead.Open(nil, s.Sealed[:n], s.Sealed[n:], bound(owner{s.Site, s.Owner}, s.Type))
	if err != nil {
		return fmt.Errorf("key of %q: %w", s.Owner, ErrSecret)
	}
	key, err := ParsePrivatePEM(pem)
	if err != nil {
		return err
	}
	switch s.Type {
	case TypeRSA:
		p.RSA = key
	case TypeEd25519:
		p.Ed25519 = key
	}
	return nil
}

// Edwards is the Ed25519 private key, for proofs.
func (p Pair) Edwards() (ed25519.PrivateKey, error) {
	key, ok := p.Ed25519.Ed25519()
	if !ok {
		return nil, ErrKey
	}
	return key, nil
}
