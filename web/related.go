package web

import (
	"cmp"
	"slices"

	"vitrine/content"
	"vitrine/web/page"
)

// Bounds of what is recommended below an item.
const (
	relatedListed = 4
	relatedRead   = 6 // of one tag: some may be over
	relatedTags   = 3 // tags that are looked at
)

// related recommends what stands in the same edition, has the same tags or
// comes from the same channel, the most in common first and then the newest.
// What is over is not recommended.
func (v *visit) related(it *content.Item, editions []*content.Item) ([]page.Card, error) {
	r := relation{visit: v, of: it, score: map[content.ID]int{}}
	for _, e := range editions[:min(len(editions), 1)] {
		if c, ok := e.Details.(content.Collected); ok {
			f := live()
			f.IDs = beside(c.Members(), it.ID)
			if err := r.add(f, 3); err != nil {
				return nil, err
			}
		}
	}
	for _, t := range it.Tags[:min(len(it.Tags), relatedTags)] {
		f := live()
		f.Tag, f.Limit = t.Slug, relatedRead
		if err := r.add(f, 2); err != nil {
			return nil, err
		}
	}
	if len(r.items) < relatedListed {
		f := live()
		f.Channel, f.Kind, f.Limit = it.Channel, it.Kind, relatedRead
		if err := r.add(f, 1); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(r.items, func(a, b *content.Item) int {
		return cmp.Or(cmp.Compare(r.score[b.ID], r.score[a.ID]), b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
	})
	return v.cards(v.ctx(), r.items[:min(len(r.items), relatedListed)])
}

// relation collects candidates with what they have in common with an item.
type relation struct {
	*visit
	of    *content.Item
	items []*content.Item
	score map[content.ID]int
}

func (r *relation) add(f content.ItemFilter, score int) error {
	if f.IDs != nil && len(f.IDs) == 0 {
		return nil
	}
	list, _, err := r.cfg.Items.Items(r.ctx(), r.site.ID, f)
	if err != nil {
		return err
	}
	for _, it := range list {
		if it.ID == r.of.ID || it.Kind == "edition" || r.over(it) {
			continue
		}
		if _, known := r.score[it.ID]; !known {
			r.items = append(r.items, it)
		}
		r.score[it.ID] += score
	}
	return nil
}

// over reports whether all dates of an item have passed.
func (r *relation) over(it *content.Item) bool {
	d, ok := it.Details.(content.Dated)
	if !ok || len(d.Dates()) == 0 {
		return false
	}
	next, _ := r.nextDate(d.Dates())
	return r.date(next, r.lang).Past
}

// beside are the members of an edition that follow an item in its order, and
// then those before it.
func beside(members []content.ID, id content.ID) []content.ID {
	i := slices.Index(members, id)
	out := []content.ID{}
	for n := 1; n < len(members) && len(out) < 2*relatedListed; n++ {
		if m := members[(max(i, 0)+n)%len(members)]; m != id {
			out = append(out, m)
		}
	}
	return out
}
