package plugintest

import (
	"context"
	"testing"

	"vitrine/content"
	"vitrine/plugins"
)

// Suite is what every importer must do right. Open makes an empty store.
type Suite struct {
	Source  string
	Open    func(testing.TB) content.ServiceStore
	Import  func() plugins.Importer // at least two records, which name Images
	Changed func() plugins.Importer // the same, with another text in Edited
	Edited  string                  // external id of the record that changes
	Images  []string                // addresses
}

// Run runs the suite.
func (s Suite) Run(t *testing.T) {
	t.Run("a second run changes nothing", s.twice)
	t.Run("images come later", s.imagesLater)
	t.Run("a change is taken over", s.change)
	t.Run("staff keep what they wrote", s.staff)
	t.Run("an interrupted run is continued", s.interrupted)
}

func (s Suite) twice(t *testing.T) {
	w := New(t, s.Open(t))
	w.Web.PutImage(s.Images...)
	first := w.Import(t, s.Source, s.Import())
	if n := first.Outcomes[plugins.Created]; n < 2 || first.Images != len(s.Images) || first.ImagesFailed > 0 {
		t.Fatalf("first run: %v, %d images, %d failed", first.Outcomes, first.Images, first.ImagesFailed)
	}
	before := w.State(t)
	second := w.Import(t, s.Source, s.Import())
	if second.Outcomes[plugins.Unchanged] != first.Outcomes[plugins.Created] || second.Images > 0 {
		t.Errorf("second run: %v, %d images", second.Outcomes, second.Images)
	}
	Same(t, before, w.State(t))
	for _, a := range s.Images {
		if n := w.Web.Asked(a); n != 1 {
			t.Errorf("%s was fetched %d times", a, n)
		}
	}
}

func (s Suite) imagesLater(t *testing.T) {
	w := New(t, s.Open(t))
	first := w.Import(t, s.Source, s.Import())
	if first.ImagesFailed != len(s.Images) || first.Outcomes[plugins.Refused] > 0 {
		t.Fatalf("without images: %v, %d failed", first.Outcomes, first.ImagesFailed)
	}
	before := w.State(t)
	w.Import(t, s.Source, s.Import())
	Same(t, before, w.State(t)) // they are still missing: nothing to write
	w.Web.PutImage(s.Images...)
	third := w.Import(t, s.Source, s.Import())
	if third.Images != len(s.Images) || third.Outcomes[plugins.Updated] == 0 {
		t.Errorf("with images: %v, %d images", third.Outcomes, third.Images)
	}
	before = w.State(t)
	w.Import(t, s.Source, s.Import())
	Same(t, before, w.State(t))
}

func (s Suite) change(t *testing.T) {
	w := New(t, s.Open(t))
	w.Import(t, s.Source, s.Import())
	before := w.Items(t)[s.Edited]
	if before == nil {
		t.Fatalf("there is no %q", s.Edited)
	}
	r := w.Import(t, s.Source, s.Changed())
	after := w.Items(t)[s.Edited]
	if r.Outcomes[plugins.Updated] != 1 || after.Working != before.Working+1 || after.Live != after.Working || !after.Updated.After(before.Updated) || !after.Published.Equal(before.Published) {
		t.Errorf("%v: revision %d live %d, updated %v published %v", r.Outcomes, after.Working, after.Live, after.Updated, after.Published)
	}
}

func (s Suite) staff(t *testing.T) {
	w := New(t, s.Open(t))
	w.Import(t, s.Source, s.Import())
	it := w.Items(t)[s.Edited]
	title := "Zoals de redactie het wil"
	ctx := context.Background()
	user := content.User{ID: content.NewID(), Email: "an@bib.example", Name: "An", Created: w.Clock}
	if err := w.Service.Store.SaveUser(ctx, &user); err != nil {
		t.Fatal(err)
	}
	who := content.Staff{User: user, Site: w.Site.ID, Members: []content.Membership{{User: user.ID, Site: w.Site.ID, Role: content.Editor}}}
	if _, err := w.Service.Change(ctx, who, it.ID, content.Patch{Revision: it.Working, Texts: []content.TextPatch{{Lang: it.Texts[0].Lang, Title: &title}}}); err != nil {
		t.Fatal(err)
	}
	before := w.State(t)
	w.Import(t, s.Source, s.Import())
	Same(t, before, w.State(t))
	r := w.Import(t, s.Source, s.Changed())
	if r.Outcomes[plugins.Kept] != 1 || len(r.Problems) == 0 {
		t.Errorf("%v %v", r.Outcomes, r.Problems)
	}
	Same(t, before, w.State(t))
}

// failing is a store whose writes of items fail after some.
type failing struct {
	content.ServiceStore
	left int
}

func (f *failing) SaveItem(ctx context.Context, s content.Save) error {
	if f.left--; f.left < 0 {
		return content.Failf(content.Unavailable, "the database is away")
	}
	return f.ServiceStore.SaveItem(ctx, s)
}

func (s Suite) interrupted(t *testing.T) {
	w := New(t, s.Open(t))
	whole := w.Service.Store
	w.Service.Store = &failing{whole, 1}
	r, err := w.Runner(s.Source).Run(context.Background(), s.Import())
	if !content.Is(err, content.Unavailable) || r.Outcomes[plugins.Created] != 1 {
		t.Fatalf("%v, %v", err, r.Outcomes)
	}
	w.Service.Store = whole
	if n := len(w.Items(t)); n != 1 {
		t.Fatalf("%d items after the break", n)
	}
	r = w.Import(t, s.Source, s.Import())
	if r.Outcomes[plugins.Unchanged] != 1 || r.Outcomes[plugins.Created] == 0 {
		t.Errorf("afterwards: %v", r.Outcomes)
	}
}
