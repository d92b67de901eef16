package vocab

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// coreTerms are the words of ours that the ActivityStreams context defines.
var coreTerms = strings.Fields(`id type actor attributedTo to cc name nameMap summary summaryMap content contentMap
	mediaType url href published updated image icon attachment tag preview replies likes shares totalItems items orderedItems
	first next prev partOf object target result instrument startTime endTime location latitude longitude width height
	formerType deleted inbox outbox followers following preferredUsername endpoints sharedInbox
	Article Note Event Image Document Audio Video Link Mention Place Collection OrderedCollection CollectionPage OrderedCollectionPage Tombstone
	Create Update Delete Accept Reject Follow Undo Announce Organization Application
	manuallyApprovesFollowers`) // the last is not in the context, but read as as:manuallyApprovesFollowers by everybody

// termsOf are the words of the contexts that a document may name.
var termsOf = map[string][]string{
	NS:                             coreTerms,
	integrity:                      nil,
	"https://w3id.org/fep/844e":    {"implements"},
	"https://www.w3.org/ns/cid/v1": {"assertionMethod", "Multikey", "controller", "publicKeyMultibase"},
	"https://w3id.org/security/v1": {"publicKey", "owner", "publicKeyPem"},
	"https://purl.archive.org/socialweb/webfinger": {"webfinger"},
}

// Every word that a document of ours uses is defined by its own context, in
// which no prefix is used before it is defined there.
func TestEveryTermIsDefined(t *testing.T) {
	prefix := regexp.MustCompile(`^([a-z]+):[^/]`)
	for name, doc := range samples(t) {
		if name == "object-article-bare" {
			continue
		}
		var m map[string]any
		if err := json.Unmarshal(doc, &m); err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for _, c := range many(m["@context"]) {
			switch c := c.(type) {
			case string:
				terms, ok := termsOf[c]
				if !ok {
					t.Errorf("%s names the context %s", name, c)
				}
				for _, w := range terms {
					known[w] = true
				}
			case map[string]any:
				for w, v := range c {
					known[w] = true
					iri, _ := v.(string)
					if d, ok := v.(map[string]any); ok {
						iri, _ = d["@id"].(string)
					}
					if p := prefix.FindStringSubmatch(iri); p != nil && p[1] != "as" && c[p[1]] == nil {
						t.Errorf("%s defines %s by the unknown prefix %s", name, w, p[1])
					}
				}
			}
		}
		delete(m, "@context")
		used := map[string]bool{}
		collect(m, used)
		for w := range used {
			if !known[w] {
				t.Errorf("%s uses %q, which its context does not define", name, w)
			}
		}
	}
}

func collect(v any, used map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			collect(x, used)
		}
	case map[string]any:
		for k, x := range v {
			used[k] = true
			if s, ok := x.(string); ok && k == "type" {
				used[s] = true
			}
			if !strings.HasSuffix(k, "Map") {
				collect(x, used)
			}
		}
	}
}

// The shapes of federation's lowest common denominator, in every document.
func TestShapesThatBreakNobody(t *testing.T) {
	for name, doc := range samples(t) {
		var m map[string]any
		if err := json.Unmarshal(doc, &m); err != nil {
			t.Fatal(err)
		}
		delete(m, "@context")
		shape(t, name, m)
	}
}

func shape(t *testing.T, name string, v any) {
	t.Helper()
	if list, ok := v.([]any); ok {
		for _, x := range list {
			shape(t, name, x)
		}
		return
	}
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	for _, k := range []string{"to", "cc", "tag", "attachment", "items", "orderedItems", "attributionDomains", "automaticApproval"} {
		if x, ok := m[k]; ok {
			if _, list := x.([]any); !list {
				t.Errorf("%s: %s is no list", name, k)
			}
		}
	}
	for _, k := range []string{"id", "type", "attributedTo", "url", "name", "content", "actor", "published", "updated"} {
		if x, ok := m[k]; ok {
			if s, text := x.(string); !text || s == "" {
				t.Errorf("%s: %s is no text: %v", name, k, x)
			}
		}
	}
	for _, k := range []string{"image", "icon", "location", "publicKey", "likes", "shares"} {
		if x, ok := m[k]; ok {
			if _, object := x.(map[string]any); !object {
				t.Errorf("%s: %s is no object", name, k)
			}
		}
	}
	for k, x := range m {
		if strings.HasSuffix(k, "Map") {
			one, _ := x.(map[string]any)
			for _, s := range one {
				if len(one) != 1 || s != m[strings.TrimSuffix(k, "Map")] {
					t.Errorf("%s: %s says something else than its plain property", name, k)
				}
			}
		}
		if k != "bto" && k != "bcc" {
			shape(t, name, x)
		} else {
			t.Errorf("%s: %s in the body", name, k)
		}
	}
	for _, x := range many(m["attachment"]) {
		a, _ := x.(map[string]any)
		if a["type"] != "PropertyValue" && (a["mediaType"] == nil || a["url"] == nil && a["href"] == nil) {
			t.Errorf("%s: an attachment without media type or address: %v", name, a)
		}
	}
	for _, x := range many(m["tag"]) {
		a, _ := x.(map[string]any)
		if n, _ := a["name"].(string); n == "" || a["href"] == nil || a["type"] == "Hashtag" && n[0] != '#' {
			t.Errorf("%s: a tag that peers cannot read: %v", name, a)
		}
	}
	if o, ok := m["object"].(map[string]any); ok && (m["type"] == "Create" || m["type"] == "Update") && o["to"] != nil {
		a, _ := json.Marshal([]any{m["to"], m["cc"]})
		b, _ := json.Marshal([]any{o["to"], o["cc"]})
		if string(a) != string(b) || m["id"] == o["id"] {
			t.Errorf("%s: the activity is for others than its object, or has its id", name)
		}
	}
}

// Coordinates keep their decimal point, which a JSON reader does not show.
func TestCoordinatesHaveADecimalPoint(t *testing.T) {
	for in, want := range map[float64]string{47: "47.0", -0.5: "-0.5", 1e21: "1000000000000000000000.0", 1e-7: "0.0000001", 0: "0.0"} {
		if b, err := json.Marshal(decimal(in)); err != nil || string(b) != want {
			t.Errorf("%v became %s, %v", in, b, err)
		}
	}
	zero := 0.0
	for _, bad := range []float64{1 / zero, -1 / zero, zero / zero} {
		if _, err := json.Marshal(decimal(bad)); err == nil {
			t.Errorf("%v was written", bad)
		}
	}
}
