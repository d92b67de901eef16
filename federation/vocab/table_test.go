package vocab

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// shared is where documents of other projects may lie beside the checkout.
const shared = "../../../shared/testdata"

// verdict reads a document through the door that its type belongs to, and says
// in one line what came of it.
func verdict(doc []byte) (door, reads, result string) {
	door, reads = "Parse", "-"
	m, err := decode(doc)
	if err != nil {
		return door, reads, outcome(nil, err)
	}
	if t, err := typed(m); err == nil {
		reads = t.GetTypeName()
	}
	switch _, c := typeOf(m); c {
	case actorClass:
		a, err := ParseActor(doc)
		return "ParseActor", reads, outcome(a, err)
	case postClass:
		p, err := ParsePost(doc)
		return "ParsePost", reads, outcome(p, err)
	case listClass:
		l, err := ParseCollection(doc)
		return "ParseCollection", reads, outcome(l, err)
	}
	a, err := Parse(doc)
	return door, reads, outcome(a, err)
}

func outcome(v any, err error) string {
	var no *Refused
	var out *Ignored
	switch {
	case errors.As(err, &no):
		return "refused: " + string(no.Reason)
	case errors.As(err, &out):
		return err.Error()
	case err != nil:
		return "ERROR " + err.Error()
	}
	switch v := v.(type) {
	case *Activity:
		s := fmt.Sprintf("%s by %s of %s", v.Type, v.Actor, v.ObjectID)
		if v.Inner != nil {
			s += " (" + v.Inner.Type + " by " + v.Inner.Actor + " of " + v.Inner.ObjectID + ")"
		}
		for _, more := range []struct{ word, what string }{
			{"target", v.Target}, {"instrument", v.Instrument}, {"emoji", v.Emoji}, {"was", v.Former}, {"says", v.Content},
			{"reports", strings.Join(v.Objects, " ")},
		} {
			if more.what != "" {
				s += ", " + more.word + " " + more.what
			}
		}
		if v.Public {
			s += ", public"
		}
		if v.Quoting != nil {
			s += "; " + outcome(v.Quoting, nil)
		}
		if v.Object != nil {
			s += "; " + outcome(v.Object, nil)
		}
		if v.Profile != nil {
			s += "; " + outcome(v.Profile, nil)
		}
		return s
	case *Post:
		s := fmt.Sprintf("%s %s by %s", v.Type, v.ID, v.Author)
		if v.Name != "" {
			s += fmt.Sprintf(", %q", v.Name)
		}
		if v.URL != v.ID {
			s += ", page " + v.URL
		}
		if v.Summary != "" {
			s += fmt.Sprintf(", summary of %d", len(v.Summary))
		}
		if v.Content != "" {
			s += fmt.Sprintf(", content of %d", len(v.Content))
		}
		if v.Sensitive {
			s += ", sensitive"
		}
		if v.Quote != "" {
			s += ", quotes " + v.Quote
		}
		if v.Vote() {
			s += ", may be a vote"
		}
		if v.Status != "" {
			s += ", " + v.Status
		}
		for _, o := range v.Options {
			s += fmt.Sprintf(", option %q %d", o.Name, o.Votes)
		}
		if v.Lang != "" {
			s += ", in " + string(v.Lang)
		}
		if v.InReplyTo != "" {
			s += ", answers " + v.InReplyTo
		}
		if !v.Published.IsZero() {
			s += ", published " + v.Published.UTC().Format(time.RFC3339)
		}
		if !v.Updated.IsZero() {
			s += ", updated " + v.Updated.UTC().Format(time.RFC3339)
		}
		if !v.Start.IsZero() {
			s += ", starts " + v.Start.UTC().Format(time.RFC3339)
		}
		if !v.End.IsZero() {
			s += ", ends " + v.End.UTC().Format(time.RFC3339)
		}
		for _, p := range v.Places {
			s += ", at " + showPlace(p)
		}
		for _, m := range v.Mentions {
			s += ", @" + m.Handle
		}
		for _, h := range v.Tags {
			s += ", #" + h.Name
		}
		for _, a := range v.Attachments {
			s += fmt.Sprintf(", %s %q %s", a.Type, a.Name, a.URL)
		}
		if v.Image != nil {
			s += ", image"
		}
		if v.Public {
			s += ", public"
		}
		return s
	case *content.Actor:
		s := fmt.Sprintf("%s %s, %q, inbox %s, keys %d", v.Type, v.Handle, v.Name, v.Inbox, len(v.Keys))
		if v.SharedInbox != "" {
			s += ", shared inbox"
		}
		if v.Icon != "" {
			s += ", icon " + v.Icon
		}
		if len(v.AlsoKnownAs) > 0 {
			s += fmt.Sprintf(", also %v", v.AlsoKnownAs)
		}
		if v.MovedTo != "" {
			s += ", moved to " + v.MovedTo
		}
		return s
	case *List:
		return fmt.Sprintf("%s %s, total %d, items %d, first %s", v.Type, v.ID, v.Total, len(v.Items), v.First)
	}
	return fmt.Sprintf("%T", v)
}

func showPlace(p Place) string {
	var parts []string
	for _, s := range []string{p.Name, p.Street, p.PostalCode, p.Locality, p.Country} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if p.Latitude != nil {
		parts = append(parts, fmt.Sprintf("%g %g", *p.Latitude, *p.Longitude))
	}
	s := "[" + strings.Join(parts, " | ") + "]"
	if p.Online {
		s += " online " + p.URL
	}
	return s
}

// compareTable holds a committed table of what comes of each file.
func compareTable(t *testing.T, path string, lines []string) {
	t.Helper()
	got := "# file\tdoor\ttyped vocabulary reads\tresult\n" + strings.Join(lines, "\n") + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(b) == got {
		return
	}
	want := map[string]bool{}
	for _, l := range strings.Split(string(b), "\n") {
		want[l] = true
	}
	for _, l := range strings.Split(got, "\n") {
		if !want[l] {
			t.Errorf("not in %s: %s", path, l)
		}
		delete(want, l)
	}
	for l := range want {
		t.Errorf("only in %s: %s", path, l)
	}
}

func rows(t *testing.T, root string, patterns ...string) []string {
	t.Helper()
	var files []string
	for _, p := range patterns {
		found, err := filepath.Glob(filepath.Join(root, p))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	sort.Strings(files)
	var lines []string
	for _, f := range files {
		doc, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		name, err := filepath.Rel(root, f)
		if err != nil {
			t.Fatal(err)
		}
		door, reads, result := verdict(doc)
		if filepath.Base(filepath.Dir(f)) == "gancio" { // locations alone
			door, reads, result = "location", "-", locationOnly(doc)
		}
		if result == "refused: context" { // what if it had one?
			var m map[string]any
			if err := json.Unmarshal(doc, &m); err == nil && m["type"] != nil {
				m["@context"] = NS
				if doc, err = json.Marshal(m); err != nil {
					t.Fatal(err)
				}
				_, _, then := verdict(doc)
				result += "; with a context: " + then
			}
		}
		lines = append(lines, strings.Join([]string{filepath.ToSlash(name), door, reads, result}, "\t"))
	}
	return lines
}

// locationOnly reads a location as it stands in an Event.
func locationOnly(doc []byte) string {
	event := `{"@context":"` + NS + `","type":"Event","id":"https://a.example/e","attributedTo":"https://a.example/u","location":` + string(doc) + `}`
	p, err := ParsePost([]byte(event))
	if err != nil {
		return outcome(nil, err)
	}
	s := fmt.Sprintf("%d places", len(p.Places))
	for _, x := range p.Places {
		s += ", " + showPlace(x)
	}
	return s
}

func TestActivityStreamsExamples(t *testing.T) {
	if _, err := os.Stat(filepath.Join(shared, "activitystreams")); err != nil {
		t.Skip("no ../shared/testdata beside the checkout:", err)
	}
	compareTable(t, "testdata/activitystreams.tsv", rows(t, filepath.Join(shared, "activitystreams"), "*.json", "fail/*.json"))
}

func TestPeersAreUnderstood(t *testing.T) {
	if _, err := os.Stat(filepath.Join(shared, "peers")); err != nil {
		t.Skip("no ../shared/testdata beside the checkout:", err)
	}
	compareTable(t, "testdata/peers.tsv", rows(t, filepath.Join(shared, "peers"), "mobilizon/*.json", "gancio/*.json"))
}

// Our own documents, each with one awkwardness that was met in the wild.
func TestAwkwardDocuments(t *testing.T) {
	compareTable(t, "testdata/awkward.tsv", rows(t, "testdata", "awkward/*.json"))
}
