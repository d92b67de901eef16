package store

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"

	"vitrine/content"
)

// cursor is the place after which a page begins: the last row's sort value and
// id. To callers it is an opaque word.
type cursor struct {
	n     int64
	text  string // instead of n, for lists in order of a text
	id    string
	begun bool
}

// String is the cursor as callers carry it.
func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(c.n, 36) + "\x00" + c.text + "\x00" + c.id))
}

const maxCursor = 4096

// readCursor reads what String wrote; "" is the beginning.
func readCursor(s string) (cursor, error) {
	if s == "" {
		return cursor{}, nil
	}
	malformed := &content.Error{Code: content.Malformed, Key: "error.cursor"}
	if len(s) > maxCursor {
		return cursor{}, malformed
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return cursor{}, malformed
	}
	parts := strings.Split(string(b), "\x00")
	if len(parts) != 3 {
		return cursor{}, malformed
	}
	n, err := strconv.ParseInt(parts[0], 36, 64)
	if err != nil {
		return cursor{}, malformed
	}
	return cursor{n: n, text: parts[1], id: parts[2], begun: true}, nil
}

// before is the bound of a list that falls: everything when the cursor is the beginning.
func (c cursor) before() int64 {
	if !c.begun {
		return math.MaxInt64
	}
	return c.n
}

// after is the bound of a list that rises.
func (c cursor) after() int64 {
	if !c.begun {
		return math.MinInt64
	}
	return c.n
}

// Sizes of a page.
const (
	usualPage = 20
	maxPage   = 100
)

func pageSize(limit int) int {
	switch {
	case limit <= 0:
		return usualPage
	case limit > maxPage:
		return maxPage
	}
	return limit
}
