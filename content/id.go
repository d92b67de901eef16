package content

import (
	"crypto/rand"
	"encoding/base32"
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
