package store

import (
	"slices"
	"strings"
	"testing"

	"vitrine/content"
)

// TestAnyTag: several tags are alternatives, in lists and in the agenda, beside
// all that else chooses.
func TestAnyTag(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		shelf(t, l)
		for _, c := range []struct {
			name, items, dates string
			f                  content.ItemFilter
		}{
			{"one", "Echo Bravo Alfa", "Echo", content.ItemFilter{Tags: []string{"jeugd"}}},
			{"two", "Echo Bravo Alfa", "Echo", content.ItemFilter{Tags: []string{"jeugd", "poezie"}}},
			{"the other", "Alfa", "", content.ItemFilter{Tags: []string{"poezie"}}},
			{"one of which does not exist", "Alfa", "", content.ItemFilter{Tags: []string{"nooit", "poezie"}}},
			{"none that exists", "", "", content.ItemFilter{Tags: []string{"nooit"}}},
			{"and a channel", "Bravo", "", content.ItemFilter{Tags: []string{"jeugd", "poezie"}, Channel: l.branch}},
			{"and channels", "Bravo", "", content.ItemFilter{Tags: []string{"jeugd", "poezie"}, Channels: []content.ID{l.branch}}},
			{"and a tag", "Alfa", "", content.ItemFilter{Tags: []string{"jeugd"}, Tag: "poezie"}},
			{"and a language", "Echo Bravo", "Echo", content.ItemFilter{Tags: []string{"jeugd", "poezie"}, Lang: "fr"}},
		} {
			items, _, err := l.Items(t.Context(), l.site, c.f)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, it := range items {
				got = append(got, it.Original().Title)
			}
			slots, _, err := l.Agenda(t.Context(), l.site, c.f)
			if err != nil {
				t.Fatal(err)
			}
			var dates []string
			for _, s := range slots {
				dates = append(dates, s.Item.Original().Title)
			}
			if strings.Join(got, " ") != c.items || strings.Join(slices.Compact(dates), " ") != c.dates {
				t.Errorf("%s: %v and %v, want %s and %s", c.name, got, dates, c.items, c.dates)
			}
			if other, _, err := l.Items(t.Context(), l.other, c.f); err != nil || len(other) != 0 {
				t.Errorf("%s: another site has %d (%v)", c.name, len(other), err)
			}
		}
	})
}
