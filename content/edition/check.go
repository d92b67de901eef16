package edition

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"vitrine/content"
)

// What an edition may hold.
const (
	MaxItems   = 200 // in all parts together
	MaxParts   = 50
	maxField   = 200 // characters of a field or heading
	maxHeading = 200
)

// Check holds the details against the rules.
func (d *Details) Check(p *content.Problems) {
	if d.Number == "" {
		p.Add("number", "problem.required")
	}
	for name, s := range map[string]string{"number": d.Number, "volume": d.Volume, "issued": d.Issued, "magazine": d.Magazine} {
		if utf8.RuneCountInString(s) > maxField {
			p.Add(name, "problem.too_long", "Max", maxField)
		}
	}
	if d.ISSN != "" {
		if _, ok := issn(d.ISSN); !ok {
			p.Add("issn", "problem.issn")
		}
	}
	if len(d.Parts) > MaxParts {
		p.Add("parts", "problem.too_many", "Max", MaxParts)
		return
	}
	if len(d.Members()) > MaxItems {
		p.Add("parts", "problem.too_many", "Max", MaxItems)
		return
	}
	seen := map[content.ID]bool{}
	for i, part := range d.Parts {
		for _, s := range part.Heading {
			if utf8.RuneCountInString(s) > maxHeading {
				p.Add(fmt.Sprintf("parts.%d.heading", i), "problem.too_long", "Max", maxHeading)
				break
			}
		}
		for j, id := range part.Items {
			at := fmt.Sprintf("parts.%d.items.%d", i, j)
			switch {
			case !content.ValidID(string(id)):
				p.Add(at, "problem.unknown_item", "Value", string(id))
			case seen[id]:
				p.Add(at, "problem.item_repeated")
			}
			seen[id] = true
		}
	}
}

var issnForm = regexp.MustCompile(`^[0-9]{7}[0-9X]$`)

// issn writes an International Standard Serial Number (ISO 3297) with its
// hyphen; ok is false when it is none or its check digit is wrong.
func issn(s string) (string, bool) {
	s = strings.ToUpper(strings.NewReplacer("-", "", " ", "", "–", "").Replace(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), "ISSN")))
	if !issnForm.MatchString(s) {
		return "", false
	}
	sum := 0
	for i, c := range s {
		n := int(c - '0')
		if c == 'X' {
			n = 10
		}
		sum += n * (8 - i)
	}
	return s[:4] + "-" + s[4:], sum%11 == 0
}
