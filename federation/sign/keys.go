package sign

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
)

// Sizes of RSA keys, in bits. Shorter ones can be forged; longer ones make
// every verification a favour to whoever published them.
const (
	minRSABits = 2048
	maxRSABits = 8192
)

// maxPEM is the most bytes of armoured key read: an 8192-bit key takes 1.5 kB.
const maxPEM = 16 << 10

// GenerateRSA makes a 2048-bit RSA key, the only kind that every peer verifies.
func GenerateRSA() (Private, error) {
	key, err := rsa.GenerateKey(rand.Reader, minRSABits)
	if err != nil {
		return Private{}, fmt.Errorf("generate RSA key: %w", err)
	}
	return NewPrivate(key)
}

// GenerateEd25519 makes an Ed25519 key, for proofs (FEP-8b32) and for peers
// that read assertionMethod (FEP-521a).
func GenerateEd25519() (Private, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return Private{}, fmt.Errorf("generate Ed25519 key: %w", err)
	}
	return NewPrivate(key)
}

// CheckKey tells whether a public key may verify anything: RSA of 2048 to 8192
// bits, or Ed25519. The error is an [ErrKey].
func CheckKey(pub crypto.PublicKey) error {
	switch k := pub.(type) {
	case *rsa.PublicKey:
		if k == nil || k.N == nil {
			return fmt.Errorf("%w: empty RSA key", ErrKey)
		}
		if n := k.N.BitLen(); n < minRSABits || n > maxRSABits {
			return fmt.Errorf("%w: RSA key of %d bits", ErrKey, n)
		}
		return nil
	case ed25519.PublicKey:
		if len(k) != ed25519.PublicKeySize {
			return fmt.Errorf("%w: Ed25519 key of %d bytes", ErrKey, len(k))
		}
		return nil
	default:
		return fmt.Errorf("%w: kind %T", ErrKey, pub)
	}
}

// PublicPEM writes a public key as SPKI in PEM, as `publicKeyPem` carries it.
func PublicPEM(pub crypto.PublicKey) (string, error) {
	if err := CheckKey(pub); err != nil {
		return "", err
	}
	der, err := x509.MarshalPKIXPublicKey(pub)
	if err != nil {
		return "", fmt.Errorf("encode public key: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})), nil
}

// ParsePublicPEM reads a `publicKeyPem`: SPKI, or the PKCS#1 form that a few
// old servers publish. The error is an [ErrKey].
func ParsePublicPEM(s string) (crypto.PublicKey, error) {
	block, err := decodePEM([]byte(s))
	if err != nil {
		return nil, err
	}
	var pub crypto.PublicKey
	switch block.Type {
	case "PUBLIC KEY":
		pub, err = x509.ParsePKIXPublicKey(block.Bytes)
	case "RSA PUBLIC KEY":
		pub, err = x509.ParsePKCS1PublicKey(block.Bytes)
	default:
		return nil, fmt.Errorf("%w: PEM block %q", ErrKey, block.Type)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrKey, err)
	}
	if err := CheckKey(pub); err != nil {
		return nil, err
	}
	return pub, nil
}

// ParsePrivatePEM reads what [Private.PEM] wrote: PKCS#8 in PEM. The error is
// an [ErrKey] and quotes nothing of the input.
func ParsePrivatePEM(data []byte) (Private, error) {
	block, err := decodePEM(data)
	if err != nil {
		return Private{}, err
	}
	if block.Type != "PRIVATE KEY" {
		return Private{}, fmt.Errorf("%w: PEM block is not PKCS#8", ErrKey)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return Private{}, fmt.Errorf("%w: not a PKCS#8 key", ErrKey)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return Private{}, fmt.Errorf("%w: kind %T cannot sign", ErrKey, key)
	}
	return NewPrivate(signer)
}

func decodePEM(data []byte) (*pem.Block, error) {
	if len(data) > maxPEM {
		return nil, fmt.Errorf("%w: PEM of %d bytes", ErrKey, len(data))
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, fmt.Errorf("%w: no PEM block", ErrKey)
	}
	return block, nil
}
