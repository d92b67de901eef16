package plugins_test

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/plugins"
	"vitrine/plugins/plugintest"
	"vitrine/store"
)

func openStore(t testing.TB) content.ServiceStore {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{Path: filepath.Join(t.TempDir(), "v.db"), Kinds: plugintest.Kinds, Synchronous: "NORMAL"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// records is an importer of a list.
type records []plugins.Record

func (rs records) Import(ctx context.Context, h plugins.Host) error {
	for _, r := range rs {
		if _, err := h.Upsert(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func two(text string) records {
	return records{
		{ExternalID: "a", Lang: "nl-BE", Title: "Eén", Body: `<p>` + text + `</p><img src="/1.png" alt="Een zaal vol mensen">`, Base: "https://oud.example/een", Published: time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC),
			Images: []plugins.Picture{{URL: "lead.png", Caption: "De gevel", Lead: true}}, Authors: []content.Author{{Name: "An Peeters <an@oud.example>"}}, Tags: []string{"#Jeugd", "jeugd", "!"}},
		{ExternalID: "b", Lang: "fr", Title: "Deux", Body: "<p>Texte</p>"},
	}
}

func TestSuite(t *testing.T) {
	plugintest.Suite{Source: "test", Open: openStore, Import: func() plugins.Importer { return two("x") }, Changed: func() plugins.Importer { return two("y") },
		Edited: "a", Images: []string{"https://oud.example/1.png", "https://oud.example/lead.png"}}.Run(t)
}

func TestWhatARecordBecomes(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	w.Web.PutImage("https://oud.example/1.png", "https://oud.example/lead.png")
	w.Import(t, "test", two("Tekst <script>x</script>"))
	it := w.Items(t)["a"]
	if it.Status != content.Published || it.Source != "test" || !it.Published.Equal(time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)) {
		t.Errorf("%+v", it)
	}
	lead := it.Lead()
	if lead == nil || lead.Media.Alt["nl"] != "De gevel" || lead.Caption["nl"] != "De gevel" || len(it.Media) != 2 {
		t.Fatalf("media %+v", it.Media)
	}
	inline := it.Media[1]
	if want := `<p>Tekst</p><p><img data-media="` + string(inline.ID) + `" alt="Een zaal vol mensen"></p>`; it.Texts[0].Body != want && !strings.Contains(it.Texts[0].Body, `data-media="`+string(inline.ID)+`" alt="Een zaal vol mensen"`) {
		t.Errorf("body %s", it.Texts[0].Body)
	}
	if len(it.Authors) != 1 || it.Authors[0].Name != "An Peeters" || len(it.Tags) != 1 || it.Tags[0].Label("nl") != "Jeugd" || it.Texts[0].Lang != "nl" {
		t.Errorf("authors %+v tags %+v %s", it.Authors, it.Tags, it.Texts[0].Lang)
	}
	if b := w.Items(t)["b"]; b.Texts[0].Lang != "fr" || !b.Published.Equal(w.Clock) {
		t.Errorf("b: %s %v, now %v", b.Texts[0].Lang, b.Published, w.Clock)
	}
}

// An image for which nobody wrote a text does not stop the article, and is told.
func TestImageWithoutText(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	w.Web.PutImage("https://oud.example/IMG_2031.JPG")
	r := w.Import(t, "test", records{{ExternalID: "a", Title: "Foto", Body: `<p>Zie</p><p><img src="https://oud.example/IMG_2031.JPG" alt="IMG_2031.JPG"></p>`}})
	it := w.Items(t)["a"]
	if it.Status != content.Published || len(it.Media) != 1 || !it.Media[0].Media.Described || len(it.Media[0].Media.Alt) > 0 || strings.Contains(it.Texts[0].Body, "alt=") {
		t.Errorf("%+v %s", it.Media, it.Texts[0].Body)
	}
	if r.ImagesBare != 1 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].What, "no alternative text") {
		t.Errorf("%+v", r)
	}
}

func TestDeletedAndBackAgain(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	w.Import(t, "test", two("x"))
	gone := records{{ExternalID: "a", Deleted: true}, {ExternalID: "never", Deleted: true, Why: "its status is private"}}
	r := w.Import(t, "test", gone)
	it := w.Items(t)["a"]
	if r.Outcomes[plugins.Withdrawn] != 1 || r.Outcomes[plugins.Skipped] != 1 || it.Status != content.Withdrawn || it.WithdrawnReason != plugins.Gone {
		t.Fatalf("%v %s %q", r.Outcomes, it.Status, it.WithdrawnReason)
	}
	before := w.State(t)
	w.Import(t, "test", gone)
	plugintest.Same(t, before, w.State(t))
	if r := w.Import(t, "test", two("x")); r.Outcomes[plugins.Updated] != 1 || w.Items(t)["a"].Status != content.Published {
		t.Errorf("back again: %v, %s", r.Outcomes, w.Items(t)["a"].Status)
	}
}

func TestWithdrawnByStaffStaysSo(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	w.Import(t, "test", two("x"))
	it := w.Items(t)["a"]
	if _, err := w.Service.Withdraw(context.Background(), content.System(w.Site.ID), it.ID, it.Working, "fout"); err != nil {
		t.Fatal(err)
	}
	before := w.State(t)
	w.Import(t, "test", two("x"))
	if r := w.Import(t, "test", two("y")); r.Outcomes[plugins.Kept] != 1 {
		t.Errorf("%v", r.Outcomes)
	}
	plugintest.Same(t, before, w.State(t))
}

func TestDraftsAndSchedule(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	list := two("x")
	list[1].Draft = true
	r := w.Import(t, "test", list)
	if it := w.Items(t)["b"]; it.Status != content.Draft || r.Drafts != 1 {
		t.Errorf("%s, %d drafts", it.Status, r.Drafts)
	}
	list[1].Draft = false
	list[1].Body += "<p>klaar</p>"
	w.Import(t, "test", list)
	if it := w.Items(t)["b"]; it.Status != content.Published {
		t.Errorf("a finished draft is %s", it.Status)
	}
	run := w.Runner("test")
	run.Draft = true
	more := records{{ExternalID: "c", Title: "Drie", Body: "<p>x</p>"}, {ExternalID: "d", Title: "Vier", Body: "<p>x</p>", PublishAt: w.Clock.Add(48 * time.Hour)}}
	if _, err := run.Run(context.Background(), more); err != nil {
		t.Fatal(err)
	}
	if it := w.Items(t)["c"]; it.Status != content.Draft {
		t.Errorf("with --draft: %s", it.Status)
	}
	more[1].ExternalID = "e"
	w.Import(t, "test", more[1:])
	if it := w.Items(t)["e"]; it.Status != content.Scheduled {
		t.Errorf("in the future: %s", it.Status)
	}
}

// watching remembers the jobs of each write.
type watching struct {
	content.ServiceStore
	queues []string
}

func (s *watching) SaveItem(ctx context.Context, sv content.Save) error {
	for _, j := range sv.Jobs {
		s.queues = append(s.queues, j.Queue)
	}
	return s.ServiceStore.SaveItem(ctx, sv)
}

func (s *watching) announced() bool {
	for _, q := range s.queues {
		if q == content.QueueAnnounce {
			return true
		}
	}
	return false
}

func TestQuietUnlessAskedOrKnown(t *testing.T) {
	st := &watching{ServiceStore: openStore(t)}
	w := plugintest.New(t, st)
	w.Import(t, "test", two("x"))
	if st.announced() {
		t.Error("old news was announced")
	}
	w.Import(t, "test", two("y"))
	if st.announced() {
		t.Error("a change of old news was announced")
	}
	run := w.Runner("test")
	run.Announce = true
	if _, err := run.Run(context.Background(), records{{ExternalID: "n", Title: "Nieuw", Body: "<p>x</p>"}}); err != nil || !st.announced() {
		t.Errorf("with --announce nothing was announced: %v", err)
	}
	it := w.Items(t)["n"]
	if err := st.SaveObject(context.Background(), &content.ObjectRef{ID: content.NewID(), Site: w.Site.ID, Item: it.ID, Lang: "nl", Channel: it.Channel, Type: "Article", Announced: w.Clock, Revision: 1}); err != nil {
		t.Fatal(err)
	}
	st.queues = nil
	w.Import(t, "test", records{{ExternalID: "n", Title: "Nieuw", Body: "<p>verbeterd</p>"}})
	if !st.announced() {
		t.Error("who got the article does not get its correction")
	}
}

func TestOneBadRecordDoesNotStopTheOthers(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	r := w.Import(t, "test", records{
		{ExternalID: "big", Title: "Groot", Body: "<p>" + strings.Repeat("woord ", content.MaxBody/5) + "</p>"},
		{ExternalID: "", Title: "Naamloos", Body: "<p>x</p>"},
		{ExternalID: "empty"},
		{ExternalID: "ok", Title: strings.Repeat("lang ", 300), Body: "<p>x</p>", Summary: strings.Repeat("s ", 2000), Slug: "2020/05/Über uns.html", Tags: make([]string, 99),
			Authors: []content.Author{{Name: "jan@oud.example"}, {Name: strings.Repeat("x", 300)}}},
	})
	if r.Outcomes[plugins.Refused] != 2 || r.Outcomes[plugins.Skipped] != 1 || r.Outcomes[plugins.Created] != 1 || len(r.Problems) != 3 {
		t.Errorf("%v %v", r.Outcomes, r.Problems)
	}
	it := w.Items(t)["ok"]
	if it == nil || it.Texts[0].Slug != "uber-uns" || len(it.Authors) > 0 || !strings.HasSuffix(it.Texts[0].Title, "…") {
		t.Errorf("%+v", it)
	}
}

func TestClosedVocabulary(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	site, err := w.Service.ChangeSite(context.Background(), content.System(w.Site.ID), func(s *content.Site) error { s.Settings.ClosedVocabulary = true; return nil })
	if err != nil {
		t.Fatal(err)
	}
	w.Site = site
	if err := w.Service.Store.SaveTag(context.Background(), &content.Tag{ID: content.NewID(), Site: site.ID, Slug: "jeugd", Labels: content.Localised{"nl": "Jeugd"}}); err != nil {
		t.Fatal(err)
	}
	r := w.Import(t, "test", records{{ExternalID: "a", Title: "A", Body: "<p>x</p>", Tags: []string{"JEUGD", "Onbekend"}}})
	if it := w.Items(t)["a"]; it == nil || len(it.Tags) != 1 || len(r.Problems) != 1 {
		t.Errorf("%v %v", it, r.Problems)
	}
}

func TestStoppedImport(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := w.Runner("test").Run(ctx, two("x"))
	if !errors.Is(err, context.Canceled) || len(w.Items(t)) > 0 {
		t.Errorf("%v", err)
	}
}

// A picture that is not one, and one of a single pixel.
func TestHostilePictures(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	w.Web.Put("https://oud.example/svg.png", "image/png", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`))
	w.Web.Put("https://oud.example/p", "image/gif", []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"))
	list := records{{ExternalID: "a", Title: "A", Body: `<p>x</p><figure><img src="https://oud.example/svg.png" alt="Plan"><figcaption>Plan</figcaption></figure><img src="https://oud.example/p">`}}
	r := w.Import(t, "test", list)
	if it := w.Items(t)["a"]; it.Texts[0].Body != "<p>x</p>" || len(it.Media) > 0 || r.ImagesFailed != 1 {
		t.Errorf("%s %v %+v", it.Texts[0].Body, it.Media, r)
	}
	before := w.State(t)
	w.Import(t, "test", list)
	plugintest.Same(t, before, w.State(t))
}

func TestCursorIsKept(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	run := w.Runner("test")
	var saved []string
	run.Cursor, run.SaveCursor = "page 1", func(_ context.Context, c string) error { saved = append(saved, c); return nil }
	r, err := run.Run(context.Background(), paged{})
	if err != nil || r.Cursor != "page 2" || len(saved) != 1 || saved[0] != "page 2" {
		t.Errorf("%v %q %v", err, r.Cursor, saved)
	}
}

type paged struct{}

func (paged) Import(ctx context.Context, h plugins.Host) error {
	if h.Cursor() != "page 1" {
		return errors.New("begins at " + h.Cursor())
	}
	return h.SetCursor(ctx, "page 2")
}

// A record that names thousands of pictures costs no more requests than an item
// can hold pictures.
func TestTooManyPictures(t *testing.T) {
	w := plugintest.New(t, openStore(t))
	var b strings.Builder
	for i := range 1000 {
		b.WriteString(`<img src="https://oud.example/` + strconv.Itoa(i) + `">`)
	}
	list := records{{ExternalID: "a", Title: "A", Body: "<p>x</p>" + b.String()}}
	r := w.Import(t, "test", list)
	if r.ImagesFailed != content.MaxMedia || w.Web.Asked("https://oud.example/999") > 0 || w.Items(t)["a"].Status != content.Published {
		t.Errorf("%d requests", r.ImagesFailed)
	}
}
