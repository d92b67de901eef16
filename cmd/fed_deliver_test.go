package cmd

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/content/event"
	"vitrine/content/highlight"
)

func TestWhatIsSent(t *testing.T) {
	lat, lon := 50.8794, 4.7009
	for kind, change := range map[string]func(*content.Input){
		"article": func(in *content.Input) {
			in.Tags, in.Authors = []string{"lokale geschiedenis"}, []content.Author{{Name: "An Peeters"}}
		},
		"event": func(in *content.Input) {
			in.Kind = "event"
			in.Details = &event.Details{Occurrences: []content.Occurrence{{Start: "2026-12-05T20:00", End: "2026-12-05T22:00", TimeZone: "Europe/Brussels",
				Place: &content.Place{Name: "Leeszaal", Street: "Markt 1", PostalCode: "3000", Locality: "Leuven", Country: "BE", Latitude: &lat, Longitude: &lon}}}}
		},
		"highlight": func(in *content.Input) {
			in.Kind = "highlight"
			in.Details = &highlight.Details{ISBN: "9789020926538", Creators: []string{"Een Schrijver"}, Publisher: "Uitgeverij", Issued: "2024"}
		},
	} {
		t.Run(kind, func(t *testing.T) {
			l := newLab(t)
			l.follow(l.world.person("ida", "social.example", 0))
			it := l.article("De nacht van de lezer", change)
			object := l.objectID(it)
			it = l.edit(it, "De lange nacht van de lezer")
			l.work()
			l.withdraw(it)
			l.work()
			got := l.world.collect("")
			if !slices.Equal(types(got), []string{"Create", "Update", "Delete"}) {
				t.Fatal(types(got))
			}
			seen := map[string]bool{}
			for _, a := range got {
				golden(t, "sent-"+kind+"-"+strings.ToLower(a.typ()), a.raw)
				l.proven(a.raw)
				if a.about() != object || id(a.doc) == object || seen[id(a.doc)] || !strings.HasPrefix(id(a.doc), hub+"/ap/x/") || a.path != "/inbox" || a.doc["actor"] != l.us() {
					t.Errorf("%s to %s: %s about %s", a.typ(), a.path, id(a.doc), a.about())
				}
				seen[id(a.doc)] = true
				if to := a.doc["to"].([]any); len(to) != 1 || to[0] != public {
					t.Errorf("%s: to %v", a.typ(), to)
				}
				o, _ := a.doc["object"].(obj)
				if a.typ() != "Delete" && (!same(a.doc["to"], o["to"]) || !same(a.doc["cc"], o["cc"])) {
					t.Errorf("%s: addressed otherwise than its object", a.typ())
				}
				if bytes.Contains(a.raw, []byte(`"bto"`)) || bytes.Contains(a.raw, []byte(`"bcc"`)) || len(a.raw) > 256<<10 {
					t.Error("blind copies, or too large")
				}
			}
		})
	}
}

func same(a, b any) bool { return bytes.Equal(mustJSON(a), mustJSON(b)) }

func TestOneDeliveryPerSharedInbox(t *testing.T) {
	l := newLab(t)
	for i, name := range []string{"ida", "max", "eva"} {
		l.follow(l.world.person(name, "social.example", i))
	}
	lone := l.world.person("gts", "other.example", 3)
	lone.noShared = true
	l.world.put(lone.id, lone.doc())
	l.follow(lone)
	l.article("Een stuk")
	got := l.world.collect("")
	var paths []string
	for _, a := range got {
		paths = append(paths, a.host+a.path)
	}
	slices.Sort(paths)
	if !slices.Equal(paths, []string{"other.example/users/gts/inbox", "social.example/inbox"}) {
		t.Error(paths)
	}
	if len(got) == 2 && !bytes.Equal(got[0].raw, got[1].raw) {
		t.Error("the bodies differ")
	}
}

func TestAnUnsentCreateAndItsDeleteCancelEachOther(t *testing.T) {
	l := newLab(t)
	l.follow(l.world.person("ida", "social.example", 0))
	it := l.publish("Oeps")
	l.jobs()
	l.withdraw(it)
	l.jobs()
	l.work()
	if got := l.world.collect(""); len(got) != 0 {
		t.Errorf("%v", types(got))
	}
}

func TestATaggedChannelBoosts(t *testing.T) { onBoth(t, testATaggedChannelBoosts) }

func testATaggedChannelBoosts(t *testing.T, l *lab) {
	jeugd := l.channel("jeugd", func(c *content.Channel) { c.Tag = "jeugd" })
	ida, max := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1)
	l.follow(ida)
	l.tell(max, max.act("Follow", l.site.ActorID(jeugd.ID)))
	l.work()
	l.world.collect("")
	it := l.article("Voor kinderen", func(in *content.Input) { in.Tags = []string{"jeugd"} })
	object := l.objectID(it)
	got := l.world.collect("other.example")
	if len(got) != 1 || got[0].typ() != "Announce" || got[0].doc["object"] != object || got[0].doc["actor"] != l.site.ActorID(jeugd.ID) {
		t.Fatalf("%v", types(got))
	}
	golden(t, "announce", got[0].raw)
	l.proven(got[0].raw)
	l.want(l.get(id(got[0].doc)), 200, "the Announce can be read")
	if got := l.world.collect("social.example"); !slices.Equal(types(got), []string{"Create"}) {
		t.Error(types(got))
	}
	it = l.edit(it, "Voor alle kinderen")
	l.work()
	if got := l.world.collect("other.example"); !slices.Equal(types(got), []string{"Update"}) || got[0].doc["actor"] != l.us() {
		t.Errorf("who got it through a boost learns of its correction: %v", types(got))
	}
	l.withdraw(it)
	l.work()
	if got := l.world.collect("other.example"); !slices.Equal(types(got), []string{"Delete"}) {
		t.Errorf("and of its withdrawal: %v", types(got))
	}
	if l.get(l.site.ActivityID(l.object(it).ID)).status != 410 {
		t.Error("its Create can be read")
	}
}

func TestARepublishedItemIsANewObject(t *testing.T) {
	l := newLab(t)
	l.follow(l.world.person("ida", "social.example", 0))
	it := l.article("Een stuk")
	old := l.objectID(it)
	l.withdraw(it)
	l.work()
	l.pass(time.Minute)
	it, err := l.app.Store.Item(t.Context(), l.site.ID, it.ID, content.WorkingRevision)
	l.ok(err)
	_, err = l.app.Service.Publish(t.Context(), l.who, it.ID, it.Working, "")
	l.ok(err)
	l.work()
	got := l.world.collect("")
	if !slices.Equal(types(got), []string{"Create", "Delete", "Create"}) || got[2].about() == old || got[2].about() != l.objectID(it) {
		t.Fatalf("%v", types(got))
	}
	l.pass(10 * time.Second)
	l.want(l.get(old), 410, "the old object")
	l.want(l.get(l.objectID(it)), 200, "the new one")
}

func TestExpiryIsAWithdrawal(t *testing.T) {
	l := newLab(t)
	l.follow(l.world.person("ida", "social.example", 0))
	it := l.article("Tot morgen", func(in *content.Input) { in.Expires = labStart.Add(24 * time.Hour) })
	l.pass(25 * time.Hour)
	l.work()
	if got := l.world.collect(""); !slices.Equal(types(got), []string{"Create", "Delete"}) {
		t.Error(types(got))
	}
	l.want(l.get(l.objectID(it)), 410, "the object")
}

func TestAChangedProfileIsSent(t *testing.T) {
	l := newLab(t)
	l.follow(l.world.person("ida", "social.example", 0))
	l.pass(time.Minute)
	_, err := l.app.Service.SaveChannel(t.Context(), l.who, l.main.ID, func(c *content.Channel) error { c.Name = "Stadsbibliotheek"; return nil })
	l.ok(err)
	l.work()
	got := l.world.collect("")
	if !slices.Equal(types(got), []string{"Update"}) || got[0].about() != l.us() {
		t.Fatal(types(got))
	}
	golden(t, "update-actor", got[0].raw)
	l.proven(got[0].raw)
}

func TestFormerFollowersAndRepliersHearOfCorrections(t *testing.T) {
	onBoth(t, testFormerFollowersAndRepliersHearOfCorrections)
}

func testFormerFollowersAndRepliersHearOfCorrections(t *testing.T, l *lab) {
	ida, max, eva := l.world.person("ida", "social.example", 0), l.world.person("max", "other.example", 1), l.world.person("eva", "third.example", 2)
	l.follow(ida)
	it := l.article("Een stuk")
	object := l.objectID(it)
	l.tell(max, max.create(max.note("<p>Ja</p>", "inReplyTo", object)))
	l.tell(eva, eva.act("Announce", object))
	l.pass(time.Minute)
	l.tell(ida, ida.act("Undo", obj{"type": "Follow", "actor": ida.id, "object": l.us(), "id": ida.id + "/x/1"}))
	it = l.edit(it, "Een beter stuk")
	l.work()
	for host, want := range map[string][]string{"social.example": {"Create", "Update"}, "other.example": {"Update"}, "third.example": {"Update"}} {
		if got := l.world.collect(host); !slices.Equal(types(got), want) {
			t.Errorf("%s: %v", host, types(got))
		}
	}
	update := l.want(l.get(object), 200, "object").json(t)
	if update["shares"].(obj)["totalItems"] != 1.0 {
		t.Error(update["shares"])
	}
	l.article("Een nieuw stuk")
	if got := l.world.collect(""); len(got) != 0 {
		t.Errorf("who left gets new things: %v", types(got))
	}
}

func TestReceiptsAreInPlainWords(t *testing.T) {
	l := newLab(t)
	l.follow(l.world.person("ida", "social.example", 0))
	l.follow(l.world.person("max", "other.example", 1))
	l.world.fails("other.example", 503)
	it := l.article("Een stuk")
	a := l.want(l.get("/api/v1/items/"+string(it.ID)+"/deliveries", "Authorization", "Bearer "+l.token("items:read"), "Accept-Language", "nl"), 200, "receipts").json(t)
	if a["total"] != 2.0 || a["delivered"] != 1.0 || a["pending"] != 1.0 {
		t.Errorf("%v", a)
	}
	for _, x := range a["servers"].([]any) {
		s := x.(obj)
		said, _ := s["last_error"].(string)
		if s["host"] == "other.example" && (s["reason"] != "http_503" || said == "" || strings.Contains(said, "receipt.") || s["next_try"] == nil) {
			t.Errorf("%v", s)
		}
	}
}

func TestAWithdrawalReachesWhoHadTheCreate(t *testing.T) {
	l := newLab(t)
	jeugd := l.channel("jeugd", func(c *content.Channel) { c.Tag = "jeugd" })
	max := l.world.person("max", "other.example", 0)
	l.follow(max)
	l.tell(max, max.act("Follow", l.site.ActorID(jeugd.ID)))
	l.work()
	l.world.collect("")
	it := l.article("Een stuk")
	if got := l.world.collect(""); !slices.Equal(types(got), []string{"Create"}) {
		t.Fatal(types(got))
	}
	l.world.fails("other.example", 503)
	l.pass(time.Minute)
	tags := []string{"jeugd"}
	it, err := l.app.Service.Change(t.Context(), l.who, it.ID, content.Patch{Revision: it.Working, Publish: true, Tags: &tags})
	l.ok(err)
	l.work() // the Update was tried; the Announce waits for it
	l.withdraw(it)
	l.jobs()
	l.world.fails("other.example", 0)
	for range 5 {
		l.pass(time.Hour)
		l.work()
	}
	if got := l.world.collect(""); len(got) == 0 || got[len(got)-1].typ() != "Delete" {
		t.Errorf("the Announce that was cancelled took the Delete along: %v", types(got))
	}
}
