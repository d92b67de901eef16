package vocab

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

const head = `{"@context":"https://www.w3.org/ns/activitystreams","id":"https://social.example/x/1","type":"Create",` +
	`"actor":"https://social.example/users/ida","to":["https://www.w3.org/ns/activitystreams#Public"],"object":`

func createOf(object string) []byte { return []byte(head + object + "}") }

func noteWith(member string) string {
	return `{"id":"https://social.example/posts/1","type":"Note","attributedTo":"https://social.example/users/ida","content":"<p>x</p>",` + member + `}`
}

func reasonOf(err error) Reason {
	var r *Refused
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

func TestHostileDocuments(t *testing.T) {
	like := func(id, actor, object string) string {
		return fmt.Sprintf(`{"@context":%q,"id":%q,"type":"Like","actor":%q,"object":%q}`, NS, id, actor, object)
	}
	const ours = "https://hub.bib.example/ap/o/1"
	for name, c := range map[string]struct {
		doc  string
		want Reason // "" is accepted
	}{
		"empty body":                    {"", BadJSON},
		"white space":                   {" \n", BadJSON},
		"cut in the middle":             {string(createOf(noteWith(`"name":"x"`)))[:200], BadJSON},
		"bytes after the end":           {like("https://a.example/1", "https://a.example/u", ours) + "{}", BadJSON},
		"a comma too many":              {`{"@context":"x",}`, BadJSON},
		"an escape of half a character": {string(createOf(noteWith(`"name":"\ud800"`))), ""},
		"an escape that is none":        {string(createOf(noteWith(`"name":"\x"`))), BadJSON},
		"a number out of range":         {string(createOf(noteWith(`"width":1e999`))), BadJSON},
		"a number that is none":         {string(createOf(noteWith(`"width":01`))), BadJSON},
		"not a number":                  {string(createOf(noteWith(`"width":NaN`))), BadJSON},
		"nested 10,000 deep":            {strings.Repeat(`{"object":`, 10000) + "1" + strings.Repeat("}", 10000), TooDeep},
		"lists nested 10,000 deep":      {strings.Repeat("[", 10000), TooDeep},
		"33 deep":                       {string(createOf(noteWith(`"x":` + strings.Repeat("[", 31) + strings.Repeat("]", 31)))), TooDeep},
		"32 deep":                       {string(createOf(noteWith(`"x":` + strings.Repeat("[", 30) + strings.Repeat("]", 30)))), ""},
		"10,000 tags":                   {string(createOf(noteWith(`"tag":[` + strings.Repeat(`{"type":"Emoji"},`, 9999) + `{}]`))), TooMany},
		"513 tags":                      {string(createOf(noteWith(`"tag":[` + strings.Repeat(`1,`, 512) + `1]`))), TooMany},
		"512 tags":                      {string(createOf(noteWith(`"tag":[` + strings.Repeat(`1,`, 511) + `1]`))), ""},
		"10,000 addressees":             {string(createOf(noteWith(`"cc":[` + strings.Repeat(`"https://a.example/u",`, 9999) + `1]`))), TooMany},
		"10,000 members":                {"{" + members(10000) + "}", TooMany},
		"10,000 languages":              {string(createOf(noteWith(`"contentMap":{` + members(10000) + `}`))), TooMany},
		"a language twice":              {string(createOf(noteWith(`"contentMap":{"en":"a","en":"b"}`))), Duplicate},
		"a name twice":                  {string(createOf(noteWith(`"id":"https://social.example/posts/2"`))), Duplicate},
		"a name twice, once escaped":    {string(createOf(noteWith(`"\u0069d":"https://social.example/posts/2"`))), Duplicate},
		"@graph deep inside":            {string(createOf(noteWith(`"x":[{"y":{"@graph":[]}}]`))), Keyword},
		"@reverse in a context":         {string(createOf(noteWith(`"x":{"@reverse":"a"}`))), Keyword},
		"@included":                     {string(createOf(noteWith(`"@included":[]`))), Keyword},
		"a huge string":                 {string(createOf(noteWith(`"name":"` + strings.Repeat("x", 1<<20) + `"`))), ""},
		"a huge id":                     {like("https://a.example/"+strings.Repeat("x", 1<<20), "https://a.example/u", ours), BadID},
		"NUL in a text":                 {string(createOf(noteWith(`"name":"a\u0000b"`))), ""},
		"NUL in an id":                  {strings.Replace(like("https://a.example/1", "https://a.example/u", ours), "/1\"", "/\\u0000\"", 1), BadID},
		"a raw NUL":                     {"{\"@context\":\"\x00\"}", BadJSON},
		"id on another host":            {like("https://b.example/1", "https://a.example/u", ours), OtherOrigin},
		"id below the host":             {like("https://u.a.example/1", "https://a.example/u", ours), OtherOrigin},
		"id over http":                  {like("http://a.example/1", "https://a.example/u", ours), OtherOrigin},
		"id on another port":            {like("https://a.example:444/1", "https://a.example/u", ours), OtherOrigin},
		"id on the default port":        {like("https://a.example:443/1", "https://a.example/u", ours), ""},
		"id in capitals":                {like("https://A.Example/1", "https://a.example/u", ours), ""},
		"id with a final dot":           {like("https://a.example./1", "https://a.example/u", ours), ""},
		"id with an IDN host":           {like("https://bücher.example/1", "https://xn--bcher-kva.example/u", ours), ""},
		"id with credentials":           {like("https://a.example@b.example/1", "https://a.example/u", ours), BadID},
		"actor with credentials":        {like("https://a.example/1", "https://x:y@a.example/u", ours), BadActor},
		"id with a backslash":           {like(`https://a.example\@b.example/1`, "https://a.example/u", ours), BadID},
		"id with white space":           {like("https://a.example/ 1", "https://a.example/u", ours), BadID},
		"id without a host":             {like("https:///1", "https://a.example/u", ours), BadID},
		"javascript id":                 {like("javascript:alert(1)", "https://a.example/u", ours), BadID},
		"urn id":                        {like("urn:uuid:1", "https://a.example/u", ours), BadID},
		"file actor":                    {like("https://a.example/1", "file:///etc/passwd", ours), BadActor},
		"id a list":                     {`{"@context":"` + NS + `","id":["https://a.example/1"],"type":"Like","actor":"https://a.example/u","object":"` + ours + `"}`, BadID},
		"object without a scheme":       {like("https://a.example/1", "https://a.example/u", "hub.bib.example/ap/o/1"), BadObject},
		"null everywhere":               {`{"@context":"` + NS + `","id":null,"type":null,"actor":null,"object":null,"to":null,"cc":null}`, BadType},
		"null but the type":             {`{"@context":"` + NS + `","id":null,"type":"Like","actor":null,"object":null}`, BadID},
		"null in lists":                 {string(createOf(noteWith(`"to":[null],"cc":null,"tag":[null],"attachment":[null,null],"inReplyTo":[null],"contentMap":null,"url":[null]`))), ""},
		"lists where scalars belong":    {string(createOf(noteWith(`"name":["a","b"],"inReplyTo":["https://a.example/1"],"published":["2026-01-01T00:00:00Z"],"sensitive":[true],"updated":[[]]`))), ""},
		"scalars where lists belong":    {string(createOf(noteWith(`"to":"https://www.w3.org/ns/activitystreams#Public","tag":"x","attachment":true}`)))[:10], BadJSON},
		"scalar lists":                  {string(createOf(noteWith(`"to":"https://www.w3.org/ns/activitystreams#Public","tag":"x","attachment":true`))), ""},
		"objects where texts belong":    {string(createOf(noteWith(`"name":{"x":1},"summary":{"@value":"x"},"published":{},"url":{},"inReplyTo":{},"icon":{"url":{}}`))), ""},
		"numbers as texts":              {string(createOf(noteWith(`"name":1,"summary":2.5,"published":3,"url":4,"inReplyTo":5,"to":6,"tag":[7],"updated":-0`))), ""},
		"a time beyond calendars":       {string(createOf(noteWith(`"published":"99999-01-01T00:00:00Z","updated":"0000-00-00T00:00:00Z"`))), ""},
		"context a number":              {`{"@context":3,"id":"https://a.example/1","type":"Like"}`, NoContext},
		"context of another vocabulary": {`{"@context":"https://schema.org","id":"https://a.example/1","type":"Like"}`, NoContext},
		"context that begins alike":     {`{"@context":"https://www.w3.org/ns/activitystreams.evil.example","type":"Like"}`, NoContext},
		"context nested":                {`{"@context":[["` + NS + `"]],"type":"Like"}`, NoContext},
		"a term renamed":                {`{"@context":["` + NS + `",{"actor":"x:victim","evil":"as:actor"}],"id":"https://a.example/1","type":"Like","evil":"https://b.example/u","actor":"https://a.example/u","object":"` + ours + `"}`, ""},
		"a prefixed actor beside":       {`{"@context":"` + NS + `","id":"https://a.example/1","type":"Like","as:actor":"https://b.example/u","actor":"https://a.example/u","object":"` + ours + `"}`, ""},
		"a type like Object.prototype":  {`{"@context":"` + NS + `","id":"https://a.example/1","type":"__proto__","actor":"https://a.example/u"}`, BadType},
		"a bare post":                   {`{"@context":"` + NS + `",` + noteWith(`"x":1`)[1:], BadType},
		"a create in a create":          {string(createOf(string(createOf(noteWith(`"x":1`))))), "ignored"},
		"a create of a list":            {string(createOf(`[` + noteWith(`"x":1`) + `,` + noteWith(`"y":1`) + `]`)), ""},
		"a post by nobody":              {string(createOf(`{"id":"https://social.example/posts/1","type":"Note","content":"x"}`)), BadAuthor},
		"a post by somebody else":       {string(createOf(`{"id":"https://social.example/posts/1","type":"Note","attributedTo":"https://social.example/users/eve"}`)), BadAuthor},
		"a post that is elsewhere":      {string(createOf(`{"id":"https://b.example/posts/1","type":"Note","attributedTo":"https://social.example/users/ida"}`)), OtherOrigin},
		"a post without an id":          {string(createOf(`{"type":"Note","attributedTo":"https://social.example/users/ida"}`)), BadID},
		"half a surrogate in an id":     {strings.Replace(like("https://a.example/1", "https://a.example/u", ours), "/1\"", "/\\ud800\"", 1), ""},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Parse([]byte(c.doc))
			var out *Ignored
			if c.want == "ignored" {
				if !errors.As(err, &out) {
					t.Fatalf("got %v, want it ignored", err)
				}
				return
			}
			if got := reasonOf(err); got != c.want || (err != nil) != (c.want != "") {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			if err != nil {
				if content.CodeOf(err) != content.Malformed {
					t.Errorf("code %s", content.CodeOf(err))
				}
				return
			}
			if strings.ContainsRune(fmt.Sprint(a.ID, a.Actor, a.ObjectID, a.Object), 0) {
				t.Error("a NUL came through")
			}
			if a.Actor == "https://b.example/u" {
				t.Error("the actor was renamed")
			}
		})
	}
}

func members(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"m%d":""`, i)
	}
	return b.String()
}

// The typed vocabulary takes 100 µs for each object inside a document, known or
// not: as many as fit into a megabyte must not reach it.
func TestMegabytesOfObjectsAreCheap(t *testing.T) {
	full := func(v string) string { return "[" + strings.Repeat(v+",", MaxMembers-1) + v + "]" }
	rich := `{"type":"Note","id":"https://a.example/1","object":{"type":"Note"}}`
	for name, doc := range map[string]string{
		"empty objects": string(createOf(noteWith(`"to":` + full("{}") + `,"cc":` + full("{}") + `,"inReplyTo":` + full(full("{}"))))),
		"rich objects":  head + full(rich) + `,"target":` + full(rich) + `,"instrument":` + full(rich) + "}",
		"lists":         string(createOf(noteWith(`"object":` + full(full("[]")) + `,"summary":` + full(full("1"))))),
		"addresses":     string(createOf(noteWith(`"to":` + full(`"https://a.example/u"`) + `,"attachment":` + full(`{"type":"Image","url":"https://a.example/i"}`)))),
	} {
		if len(doc) > 3<<20 {
			t.Fatalf("%s: %d bytes", name, len(doc))
		}
		start := time.Now()
		_, _ = Parse([]byte(doc))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(doc), took)
		}
	}
}

// Ids are compared byte for byte by everybody, so none may be rewritten on the way.
func TestIDsStayAsTheyAre(t *testing.T) {
	for _, id := range []string{
		"https://a.example/ü", "https://a.example/%c3%bc", "https://a.example/a%2Fb?x=1&y=[2]#f", "https://A.example/x", "https://a.example:443/",
		"https://a.example", "https://a.example/x#", "https://a.example/x?", "https://[2001:db8::1]/x",
	} {
		doc, err := json.Marshal(map[string]any{"@context": NS, "id": id, "type": "Follow", "actor": id, "object": id})
		if err != nil {
			t.Fatal(err)
		}
		a, err := Parse(doc)
		if err != nil || a.ID != id || a.Actor != id || a.ObjectID != id {
			t.Errorf("%s became %+v, %v", id, a, err)
		}
	}
}

func TestOrigin(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/x":         "https://a.example",
		"HTTPS://a.example/x":         "", // ids are written in lower case
		"https://A.EXAMPLE.:443/x":    "https://a.example",
		"http://a.example:80":         "http://a.example",
		"http://a.example:8080/x":     "http://a.example:8080",
		"https://a.example:80/x":      "https://a.example:80",
		"https://[2001:DB8::1]:444/x": "https://[2001:db8::1]:444",
		"https://u@a.example/x":       "",
		"https://a.example:x/":        "",
		"ftp://a.example/":            "",
		"//a.example/":                "",
		"https://":                    "",
		"https://a b.example/":        "",
		"https://xn--a.example/":      "https://xn--a.example",
	} {
		if got := Origin(in); got != want {
			t.Errorf("Origin(%q) = %q, want %q", in, got, want)
		}
	}
	if SameOrigin("", "") || SameOrigin("tag:a", "tag:a") {
		t.Error("what has no origin shares none")
	}
}

func TestPublic(t *testing.T) {
	for _, s := range []string{PublicID, "as:Public", "Public"} {
		if !Public(nil, []string{"https://a.example", s}) {
			t.Errorf("%s is public", s)
		}
	}
	if Public([]string{"https://a.example/followers", "public", "https://www.w3.org/ns/activitystreams#public"}, nil) {
		t.Error("followers are not the public")
	}
}

func TestKeyDocuments(t *testing.T) {
	pem := testPEM(t)
	const id, owner = "https://gts.example/users/x/main-key", "https://gts.example/users/x"
	key := fmt.Sprintf(`{"id":%q,"owner":%q,"publicKeyPem":%q}`, id, owner, pem)
	stub := fmt.Sprintf(`{"@context":%q,"id":%q,"type":"Person","preferredUsername":"x","publicKey":%s}`, NS, owner, key)
	for name, c := range map[string]struct {
		doc  string
		want Reason
	}{
		"a bare key":         {key, ""},
		"a stub actor":       {stub, ""},
		"another's key":      {strings.Replace(key, owner+`"`, `https://evil.example/users/x"`, 1), BadKey},
		"another id":         {strings.Replace(key, "main-key", "other-key", 1), BadKey},
		"a stub without it":  {strings.Replace(stub, "main-key", "other-key", 1), BadKey},
		"a key that is none": {strings.Replace(key, "MII", "XII", 1), BadKey},
	} {
		who, k, err := ParseKey([]byte(c.doc), id)
		if reasonOf(err) != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err == nil && (who != owner || k.ID != id || k.Type != "rsa" || len(k.Public) == 0) {
			t.Errorf("%s: %s %+v", name, who, k)
		}
	}
}
