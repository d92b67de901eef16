package locale

import (
	"strings"

	"vitrine/content"
)

// Rules are the language rules that content.Service asks for.
type Rules struct{}

var _ content.Words = Rules{}

// Slug is the function Slug.
func (Rules) Slug(lang content.Lang, title string) string { return Slug(string(lang), title) }

// Fold gives the folded words of s, separated by single spaces.
func (Rules) Fold(s string) string { return strings.Join(Words(s), " ") }

// SortKey is the function SortKey.
func (Rules) SortKey(lang content.Lang, s string) string { return SortKey(string(lang), s) }

// ValidLang accepts a tag in canonical case only: in another case it would be a
// second name for the same language, in addresses and in lists.
func (Rules) ValidLang(lang content.Lang) bool {
	tag, ok := Canonical(string(lang))
	return ok && tag == string(lang)
}
