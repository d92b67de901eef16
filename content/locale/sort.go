package locale

import (
	"encoding/hex"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// maxSortKey bounds the text that decides an order, in bytes: titles that agree
// so far may stand in any order.
const maxSortKey = 256

// maxKey bounds the key in bytes, well below what an index of PostgreSQL takes
// (2,704). One character can stand for eighteen, so the text's bound is not enough;
// a key that is cut still never sorts before a smaller one.
const maxKey = 1024

// SortKey is a text that sorts, byte by byte (COLLATE "C"), as readers of lang
// sort s: é with e, capitals after small letters, "deel 2" before "deel 10". It
// is made of hexadecimal figures, at most 1,024, so that every database stores it as it is.
// Keys of different languages or versions of this program must not be mixed.
func SortKey(lang, s string) string {
	s = strings.ToValidUTF8(cut(s, maxSortKey), "")
	k := sorters.get(base(lang))
	defer sorters.put(k)
	k.buf.Reset()
	key := k.c.KeyFromString(&k.buf, s)
	return hex.EncodeToString(key[:min(len(key), maxKey/2)])
}

// sorter is a collator with its buffer; neither may be shared by goroutines.
type sorter struct {
	lang string
	c    *collate.Collator
	buf  collate.Buffer
}

var sorters sorterPools

// sorterPools has a pool for each of our languages; a stranger's collator is
// made when needed, so that foreign tags cannot fill the memory.
type sorterPools struct{ nl, fr, de, en sync.Pool }

func (p *sorterPools) pool(lang string) *sync.Pool {
	switch lang {
	case "nl":
		return &p.nl
	case "fr":
		return &p.fr
	case "de":
		return &p.de
	case "en":
		return &p.en
	}
	return nil
}

func (p *sorterPools) get(lang string) *sorter {
	if pool := p.pool(lang); pool != nil {
		if k, ok := pool.Get().(*sorter); ok {
			return k
		}
	}
	return &sorter{lang: lang, c: collate.New(language.Make(lang), collate.Numeric)}
}

func (p *sorterPools) put(k *sorter) {
	if pool := p.pool(k.lang); pool != nil {
		pool.Put(k)
	}
}
