package content

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
)

// ID is 128 bits of randomness as 26 characters [a-z2-7]: opaque, never a
// sequence, so that export, import and restore keep it, and safe in an address
// on file systems that ignore case.
type ID string

var idEncoding = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewID draws a new identifier.
func NewID() ID {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return ID(strings.ToLower(idEncoding.EncodeToString(b[:])))
}

// DeriveID is the identifier that belongs to some words, always the same: what a
// repeated call would make is found by it, also after the process was killed
// between storing it and saying so.
func DeriveID(words ...string) ID {
	h := sha256.New()
	for _, w := range words {
		fmt.Fprintf(h, "%d:%s", len(w), w)
	}
	return ID(strings.ToLower(idEncoding.EncodeToString(h.Sum(nil)[:16])))
}

// ValidID reports whether s has the form of an identifier made by NewID.
func ValidID(s string) bool {
	if len(s) != 26 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '2' || c > '7') {
			return false
		}
	}
	return true
}
