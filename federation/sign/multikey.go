package sign

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"fmt"
)

// Multicodec prefixes of public keys, as varints (FEP-521a, W3C Controlled
// Identifiers): ed25519-pub 0xed and rsa-pub 0x1205.
var (
	codecEd25519 = []byte{0xed, 0x01}
	codecRSA     = []byte{0x85, 0x24}
)

// maxBase58 bounds what is decoded, because base58 costs the square of its
// length: an 8192-bit RSA key takes about 1,420 letters.
const maxBase58 = 1536

// Multikey writes a public key as `publicKeyMultibase` carries it: base58btc of
// codec and key, "z6Mk…" for Ed25519 (FEP-521a).
func Multikey(pub crypto.PublicKey) (string, error) {
	if err := CheckKey(pub); err != nil {
		return "", err
	}
	switch k := pub.(type) {
	case ed25519.PublicKey:
		return "z" + base58Encode(append(bytes.Clone(codecEd25519), k...)), nil
	case *rsa.PublicKey:
		return "z" + base58Encode(append(bytes.Clone(codecRSA), x509.MarshalPKCS1PublicKey(k)...)), nil
	}
	return "", fmt.Errorf("%w: kind %T", ErrKey, pub)
}

// ParseMultikey reads a `publicKeyMultibase`: Ed25519 or RSA in base58btc. The
// error is an [ErrKey].
func ParseMultikey(s string) (crypto.PublicKey, error) {
	raw, err := multibase(s)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrKey, err)
	}
	var pub crypto.PublicKey
	if rest, ok := bytes.CutPrefix(raw, codecEd25519); ok {
		pub = ed25519.PublicKey(rest)
	} else if rest, ok := bytes.CutPrefix(raw, codecRSA); ok {
		k, err := x509.ParsePKCS1PublicKey(rest)
		if err != nil {
			return nil, fmt.Errorf("%w: %v", ErrKey, err)
		}
		pub = k
	} else {
		return nil, fmt.Errorf("%w: unknown multicodec", ErrKey)
	}
	if err := CheckKey(pub); err != nil {
		return nil, err
	}
	return pub, nil
}

// multibase decodes the one base that keys and proofs use: z, base58btc.
func multibase(s string) ([]byte, error) {
	if len(s) < 2 || s[0] != 'z' {
		return nil, fmt.Errorf("not base58btc multibase")
	}
	return base58Decode(s[1:])
}

const base58Letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// base58Values is the digit of each letter, 0xff for what is no letter.
var base58Values = func() (v [256]byte) {
	for i := range v {
		v[i] = 0xff
	}
	for i := range len(base58Letters) {
		v[base58Letters[i]] = byte(i)
	}
	return v
}()

func base58Encode(b []byte) string {
	zeros := 0
	for zeros < len(b) && b[zeros] == 0 {
		zeros++
	}
	digits := make([]byte, 0, len(b)*138/100+1) // least significant first
	for _, c := range b[zeros:] {
		carry := int(c)
		for i := range digits {
			carry += int(digits[i]) << 8
			digits[i], carry = byte(carry%58), carry/58
		}
		for ; carry > 0; carry /= 58 {
			digits = append(digits, byte(carry%58))
		}
	}
	out := make([]byte, 0, zeros+len(digits))
	for range zeros {
		out = append(out, base58Letters[0])
	}
	for i := len(digits) - 1; i >= 0; i-- {
		out = append(out, base58Letters[digits[i]])
	}
	return string(out)
}

func base58Decode(s string) ([]byte, error) {
	if len(s) > maxBase58 {
		return nil, fmt.Errorf("base58 of %d letters", len(s))
	}
	zeros := 0
	for zeros < len(s) && s[zeros] == base58Letters[0] {
		zeros++
	}
	octets := make([]byte, 0, len(s)) // least significant first
	for i := zeros; i < len(s); i++ {
		v := base58Values[s[i]]
		if v == 0xff {
			return nil, fmt.Errorf("letter %q is not base58", s[i])
		}
		carry := int(v)
		for i := range octets {
			carry += int(octets[i]) * 58
			octets[i], carry = byte(carry), carry>>8
		}
		for ; carry > 0; carry >>= 8 {
			octets = append(octets, byte(carry))
		}
	}
	out := make([]byte, zeros, zeros+len(octets))
	for i := len(octets) - 1; i >= 0; i-- {
		out = append(out, octets[i])
	}
	return out, nil
}
