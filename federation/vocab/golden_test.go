package vocab

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-fed/activity/streams"

	"vitrine/content"
)

var update = flag.Bool("update", false, "write the golden files")

// samples are one document of every shape that we send.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	add := func(name string) func([]byte, error) {
		return func(b []byte, err error) {
			t.Helper()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			out[name] = b
		}
	}
	site, channel := sampleSite(), sampleChannel()
	actor := site.ActorID(channel.ID)
	day := time.Date(2026, 9, 21, 7, 0, 0, 0, time.UTC)
	theirs := Following{ID: "https://social.example/0b2c-follow-id", Actor: "https://social.example/users/ida", Object: actor}
	ours := Following{ID: site.Origin + "/ap/x/f1", Actor: actor, Object: "https://museum.example/ap/a/1"}
	quote := QuoteRequest{"https://social.example/quotes/7", "https://social.example/users/ida", site.ObjectID("o1"), "https://social.example/posts/7"}

	article, note, event := sampleArticle(), sampleNote(), sampleEvent()
	add("object-article")(Object(article, true))
	add("object-article-bare")(Object(article, false))
	add("object-note")(Object(note, true))
	add("object-event")(Object(event, true))
	sensitive := note
	sensitive.Sensitive, sensitive.Summary, sensitive.MayQuote = true, "<p>Medische tekening</p>", false
	sensitive.Mentions = []content.Mention{{Actor: "https://social.example/users/ida", Handle: "ida@social.example"}}
	add("object-note-sensitive")(Object(sensitive, true))
	plain := content.Object{ID: site.ObjectID("o9"), Type: "Note", Actor: actor, Lang: "nl", Content: "<p>Vandaag gesloten.</p>", URL: site.Origin + "/nl/n/gesloten", Published: day}
	add("object-note-plain")(Object(plain, true))
	photo := plain
	photo.Image = article.Image
	add("object-note-photo")(Object(photo, true))
	gallery := article
	gallery.Attachments = []content.Attachment{
		{Type: "Image", MediaType: "image/jpeg", URL: site.Origin + "/media/m5/1/full.jpg", Name: "Galerie"}, // has its place in the text
		{Type: "Document", MediaType: "application/pdf", URL: site.Origin + "/media/m6/1/plan.pdf", Name: "Lageplan"},
	}
	gallery.Licence = "CC-BY-4.0" // no address
	add("object-article-files")(Object(gallery, true))
	issue := article
	issue.ID, issue.Name, issue.URL, issue.Collection = site.ObjectID("o3"), "Heft 3/2026: Lesen", site.Origin+"/de/m/heft-3-2026", true
	issue.Summary, issue.Preview = "<p>Über das Lesen.</p>", "<p><strong>Heft 3/2026: Lesen</strong></p><p>Über das Lesen.</p>"
	issue.Content = `<p>Zum Geleit.</p><p><strong>Schwerpunkt</strong></p><ul><li><a href="` + article.URL + `">` + article.Name + `</a></li></ul>`
	issue.Tags = []content.Hashtag{{Name: "Kurzum2026_3", URL: issue.URL}}
	inIssue := article
	inIssue.PartOf = []string{ItemsOf(issue.ID)}
	add("object-edition")(Object(issue, true))
	add("object-article-in-edition")(Object(inIssue, true))
	add("edition")(Edition(issue, []string{article.ID, site.ObjectID("o4")}))
	add("edition-empty")(Edition(issue, nil))
	add("create-edition")(Create(site.ActivityID("x12"), issue))
	for name, change := range map[string]func(*content.ObjectEvent){
		"cancelled": func(e *content.ObjectEvent) { e.Status = content.EventCancelled },
		"postponed": func(e *content.ObjectEvent) {
			e.Status, e.PreviousStart = content.EventPostponed, e.Start.AddDate(0, 0, -7)
		},
		"rescheduled": func(e *content.ObjectEvent) {
			e.Status, e.PreviousStart = content.EventRescheduled, e.Start.AddDate(0, 0, -7)
		},
		"moved-online": func(e *content.ObjectEvent) {
			e.Status, e.OnlineURL = content.EventMovedOnline, "https://stream.example/fuchs"
		},
		"online":   func(e *content.ObjectEvent) { e.Place, e.OnlineURL = nil, "https://stream.example/fuchs" },
		"hybrid":   func(e *content.ObjectEvent) { e.OnlineURL = "https://stream.example/fuchs" },
		"sold-out": func(e *content.ObjectEvent) { e.Availability, e.TicketURL = content.SoldOut, "" },
		"all-day": func(e *content.ObjectEvent) {
			e.AllDay, e.Start = true, time.Date(2026, 10, 24, 0, 0, 0, 0, e.Start.Location())
			e.End = e.Start.AddDate(0, 0, 2) // over a change of the clock
		},
		"bare": func(e *content.ObjectEvent) { *e = content.ObjectEvent{Start: e.Start, Zone: e.Zone} },
	} {
		o := sampleEvent()
		change(o.Event)
		add("object-event-" + name)(Object(o, true))
	}

	add("create-article")(Create(site.ActivityID("x1"), article))
	add("create-event")(Create(site.ActivityID("x2"), event))
	add("create-note")(Create(site.ActivityID("x3"), note))
	add("update-event")(Update(site.ActivityID("x4"), event))
	tomb := Tombstone{article.ID, "Article", actor, day.AddDate(0, 0, 9)}
	add("tombstone")(tomb.Document())
	add("delete")(Delete(site.ActivityID("x5"), tomb))
	add("delete-actor")(DeleteActor(site.ActivityID("x6"), actor))
	add("announce")(Announce(site.ActivityID("x7"), actor, article.ID, site.ActorID("c2"), day))
	add("undo-announce")(UndoAnnounce(site.ActivityID("x8"), actor, site.ActivityID("x7"), article.ID))
	add("follow")(Follow(ours))
	add("undo-follow")(UndoFollow(site.ActivityID("x9"), ours))
	add("accept")(Accept(site.ActivityID("xa"), theirs))
	add("reject")(Reject(site.ActivityID("xb"), theirs))
	add("accept-quote")(AcceptQuote(site.ActivityID("xc"), actor, quote, site.Origin+"/ap/qa/55"))
	add("reject-quote")(RejectQuote(site.ActivityID("xd"), actor, quote))
	add("quote-authorization")(QuoteAuthorization(site.Origin+"/ap/qa/55", actor, quote.Instrument, quote.Object))
	add("delete-stamp")(DeleteStamp(site.ActivityID("xe"), actor, site.Origin+"/ap/qa/55", quote.Actor))

	view := ActorView{Site: site, Channel: channel, KeyPEM: samplePEM, Multikey: sampleMultikey,
		Icon:  &content.Attachment{MediaType: "image/png", URL: site.Origin + "/media/m1/1/full.png", Name: "Logo: ein lesender Fuchs"},
		Image: &content.Attachment{MediaType: "image/jpeg", URL: site.Origin + "/media/m2/1/full.jpg", Name: "Lesesaal"}}
	add("actor")(Actor(view))
	add("update-actor")(UpdateActor(site.ActivityID("xf"), view))
	moved := *channel
	moved.AlsoKnownAs, moved.MovedTo, moved.Fields, moved.Summary = []string{"https://old.example/users/kjb"}, "https://new.example/ap/a/1", nil, ""
	add("actor-moved")(Actor(ActorView{Site: site, Channel: &moved, KeyPEM: samplePEM, ManualFollowers: true, Collections: actor + "/collections"}))
	add("server-actor")(ServerActor(site, samplePEM))

	page := Page{ID: OutboxOf(actor) + "?page=2", PartOf: OutboxOf(actor), Next: OutboxOf(actor) + "?page=3", Prev: OutboxOf(actor) + "?page=1", Total: 42}
	add("outbox")(Collection(OutboxOf(actor), 42, OutboxOf(actor)+"?page=1"))
	add("outbox-page")(OutboxPage(page, []Entry{{ID: site.ActivityID("x2"), Object: &event}, {ID: site.ActivityID("x1"), Object: &article},
		{ID: site.ActivityID("x7"), Actor: actor, Announced: site.ObjectID("o8"), Author: site.ActorID("c2"), Published: day}}))
	add("outbox-page-empty")(OutboxPage(Page{ID: OutboxOf(actor) + "?page=1", PartOf: OutboxOf(actor)}, nil))
	add("followers")(Collection(FollowersOf(actor), 0, FollowersOf(actor)+"?page=1"))
	add("followers-page")(CollectionPage(Page{ID: FollowersOf(actor) + "?page=1", PartOf: FollowersOf(actor), Total: 1}, []string{"https://social.example/users/ida"}))
	add("featured")(Featured(FeaturedOf(actor), []string{article.ID, event.ID}))
	add("featured-empty")(Featured(FeaturedOf(actor), nil))
	var many []content.Hashtag
	for _, n := range []string{"Vorlesen", "Local history", "C++", "…", "d", "e", "f", "g", "h", "i", "j", "k", "l"} {
		many = append(many, content.Hashtag{Name: n, URL: site.TagURL("de", n)})
	}
	add("featured-tags")(FeaturedTags(FeaturedTagsOf(actor), many))
	add("replies")(Replies(RepliesOf(article.ID), 2, Page{ID: RepliesOf(article.ID) + "?page=1", Next: RepliesOf(article.ID) + "?page=2"}, []string{"https://social.example/posts/1"}))
	add("replies-empty")(Replies(RepliesOf(article.ID), 0, Page{ID: RepliesOf(article.ID) + "?page=1"}, nil))
	add("replies-page")(RepliesPage(Page{ID: RepliesOf(article.ID) + "?page=2", PartOf: RepliesOf(article.ID)}, []string{"https://social.example/posts/2"}))
	add("likes")(Count(LikesOf(article.ID), 4))
	return out
}

// TestGolden holds L5 too: content, name and summary have a map with exactly the
// language of the object.
func TestGolden(t *testing.T) {
	for name, got := range samples(t) {
		t.Run(name, func(t *testing.T) {
			// Indented for people: json.Indent changes white space only, so the
			// order of keys and the form of numbers are held.
			var b bytes.Buffer
			if err := json.Indent(&b, got, "", "  "); err != nil {
				t.Fatal(err)
			}
			b.WriteByte('\n')
			if err := checkGolden(filepath.Join("testdata", "out", name+".json"), b.Bytes(), *update); err != nil {
				t.Error(err)
			}
		})
	}
}

// checkGolden holds a document against the file that was looked at and
// committed; with update it becomes that file.
func checkGolden(file string, got []byte, update bool) error {
	if update {
		return os.WriteFile(file, got, 0o644)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return fmt.Errorf("differs from %s; run with %s after looking at\n%s", file, "-update", got)
	}
	return nil
}

// The check itself must fail when it should: on one byte, and without a file.
func TestGoldenCheckFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "doc")
	if err := checkGolden(file, []byte("a document"), false); err == nil {
		t.Error("a document without a golden file passes")
	}
	if err := checkGolden(file, []byte("a document"), true); err != nil {
		t.Fatal(err)
	}
	if err := checkGolden(file, []byte("a document"), false); err != nil {
		t.Error(err)
	}
	if err := checkGolden(file, []byte("a Document"), false); err == nil {
		t.Error("a changed document passes")
	}
}

// Every document that we send is read by an implementation that is not ours as
// the type that it says.
func TestTypedVocabularyReadsWhatWeSend(t *testing.T) {
	for name, b := range samples(t) {
		if name == "object-article-bare" {
			continue
		}
		var m map[string]any
		if err := json.Unmarshal(b, &m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if m["type"] == "QuoteAuthorization" { // an extension
			continue
		}
		v, err := streams.ToType(context.Background(), m)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if v.GetTypeName() != m["type"] {
			t.Errorf("%s: read as %s", name, v.GetTypeName())
		}
	}
}
