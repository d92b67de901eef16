package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"time"
)

// formSeal signs when a form was opened, so that the server need not remember
// it and the visitor gets no cookie: eight bytes of time, twelve drawn ones, and
// the start of a MAC over both, the site and the form.
type formSeal struct{ key []byte }

const sealNonce, sealMAC = 12, 16

func newFormSeal(key []byte) formSeal {
	if len(key) == 0 {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails since Go 1.24
	}
	return formSeal{key}
}

func (s formSeal) mac(what string, b []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte("form " + what + "\x00"))
	h.Write(b)
	return h.Sum(nil)[:sealMAC]
}

// seal makes a token for a form of a site.
func (s formSeal) seal(what string, now time.Time) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(now.UnixMilli()))
	var nonce [sealNonce]byte
	_, _ = rand.Read(nonce[:]) // never fails since Go 1.24
	b = append(b, nonce[:]...)
	return base64.RawURLEncoding.EncodeToString(append(b, s.mac(what, b)...))
}

// open tells when the form was opened; ok is false for a token that is not ours.
func (s formSeal) open(what, token string) (at time.Time, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(b) != 8+sealNonce+sealMAC {
		return time.Time{}, false
	}
	said, mac := b[:8+sealNonce], b[8+sealNonce:]
	if !hmac.Equal(mac, s.mac(what, said)) {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(binary.BigEndian.Uint64(said))), true
}
