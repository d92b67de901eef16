// Package session keeps the staff signed in. This file is its first part: how a
// password is stored and checked.
package session

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"vitrine/content"
)

// Limits of a password. The upper bound only keeps megabytes away from the hash.
const (
	MinPassword = 12   // characters
	MaxPassword = 1024 // bytes
)

// cost is what one guess costs: memory in KiB, passes over it, lanes.
type cost struct {
	memory uint32
	passes uint32
	lanes  uint8
}

// usual is the second choice of RFC 9106, section 4, with the memory that a
// small container has to spare.
var usual = cost{memory: 46 << 10, passes: 1, lanes: 1}

// Bounds of a stored hash: beyond them a row was tampered with, and checking it
// would take the machine's memory.
var most = cost{memory: 256 << 10, passes: 16, lanes: 16}

const (
	saltSize = 16
	keySize  = 32
	maxHash  = 512 // characters of a stored hash
)

// turns bounds how many hashes are computed at a time: each takes 46 MiB.
var turns = make(chan struct{}, min(4, runtime.GOMAXPROCS(0)))

var b64 = base64.RawStdEncoding.Strict()

// Hash makes what is stored of a password: argon2id as a PHC string,
// "$argon2id$v=19$m=…,t=…,p=…$salt$key". A password that is too short or too
// long is Invalid, with the field "password".
func Hash(password string) (string, error) {
	p := content.NewProblems()
	switch {
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		p.Add("password", "problem.invalid")
	case utf8.RuneCountInString(password) < MinPassword:
		p.Add("password", "problem.password_short", "Min", MinPassword)
	case len(password) > MaxPassword:
		p.Add("password", "problem.too_long", "Max", MaxPassword)
	}
	if err := p.Err(); err != nil {
		return "", err
	}
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	return phc{cost: usual, salt: salt, key: derive(password, salt, usual, keySize)}.String(), nil
}

// Verify reports whether password is the one that hash was made of. A hash that
// cannot be read costs as much time as one that can, so that an account without
// a password cannot be told from one with another password.
func Verify(hash, password string) bool {
	if len(password) > MaxPassword {
		return false
	}
	h, err := parse(hash)
	if err != nil {
		derive(password, make([]byte, saltSize), usual, keySize)
		return false
	}
	return subtle.ConstantTimeCompare(h.key, derive(password, h.salt, h.cost, uint32(len(h.key)))) == 1
}

// Outdated reports whether hash was made at another cost than today's: make a
// new one at the next sign-in, while the password is at hand.
func Outdated(hash string) bool {
	h, err := parse(hash)
	return err != nil || h.cost != usual
}

func derive(password string, salt []byte, c cost, size uint32) []byte {
	turns <- struct{}{}
	defer func() { <-turns }()
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, size)
}

// phc is a stored hash, read.
type phc struct {
	cost
	salt, key []byte
}

func (h phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.passes, h.lanes,
		b64.EncodeToString(h.salt), b64.EncodeToString(h.key))
}

var errHash = errors.New("not an argon2id hash")

// parse reads a stored hash; it accepts only what String writes.
func parse(s string) (phc, error) {
	parts := strings.Split(s, "$")
	if len(s) > maxHash || len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return phc{}, errHash
	}
	var h phc
	var version int
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &h.memory, &h.passes, &h.lanes); err != nil {
		return phc{}, fmt.Errorf("%w: %w", errHash, err)
	}
	var err, err2 error
	h.salt, err = b64.DecodeString(parts[4])
	h.key, err2 = b64.DecodeString(parts[5])
	switch {
	case err != nil || err2 != nil:
		return phc{}, errHash
	case version != argon2.Version, h.memory < 8, h.memory > most.memory, h.passes < 1, h.passes > most.passes,
		h.lanes < 1, h.lanes > most.lanes, len(h.salt) != saltSize, len(h.key) != keySize:
		return phc{}, fmt.Errorf("%w: out of bounds", errHash)
	case h.String() != s:
		return phc{}, fmt.Errorf("%w: not in canonical form", errHash)
	}
	return h, nil
}
