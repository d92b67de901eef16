package vocab

import (
	"crypto/ed25519"
	"crypto/x509"
	"math/big"
	"strings"
)

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// Multikey writes an Ed25519 public key as publicKeyMultibase: base58btc of the
// multicodec prefix and the key.
func Multikey(k ed25519.PublicKey) string {
	n := new(big.Int).SetBytes(append([]byte{0xed, 0x01}, k...)) // no leading zero byte to keep
	var digits []byte
	base, rest := big.NewInt(58), new(big.Int)
	for n.Sign() > 0 {
		n.QuoRem(n, base, rest)
		digits = append(digits, base58[rest.Int64()])
	}
	for i, j := 0, len(digits)-1; i < j; i, j = i+1, j-1 {
		digits[i], digits[j] = digits[j], digits[i]
	}
	return "z" + string(digits)
}

// multikeyPublic reads an Ed25519 Multikey into SPKI, DER.
func multikeyPublic(s string) ([]byte, error) {
	if len(s) > 64 || !strings.HasPrefix(s, "z") {
		return nil, refuse(BadKey, "not an Ed25519 Multikey in base58")
	}
	n, base := new(big.Int), big.NewInt(58)
	for i := 1; i < len(s); i++ {
		digit := strings.IndexByte(base58, s[i])
		if digit < 0 {
			return nil, refuse(BadKey, "not base58")
		}
		n.Add(n.Mul(n, base), big.NewInt(int64(digit)))
	}
	raw := n.Bytes()
	if len(raw) != 2+ed25519.PublicKeySize || raw[0] != 0xed || raw[1] != 0x01 {
		return nil, refuse(BadKey, "a Multikey that is not Ed25519")
	}
	return x509.MarshalPKIXPublicKey(ed25519.PublicKey(raw[2:]))
}
