package sign

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

const proofKeyID = "https://hub.example/ap/a/1#ed25519-key"

// A key and a document of our own; the proof over them never changes.
var ownSeed = bytes.Repeat([]byte{7}, ed25519.SeedSize)

const (
	ownDoc = `{"@context":["https://www.w3.org/ns/activitystreams"],"type":"Create","id":"https://hub.example/ap/x/1","actor":"https://hub.example/ap/a/1",` +
		`"object":{"type":"Note","content":"<p>Größe & Stil \u2028</p>","latitude":50.50,"n":1e21}}`
	ownProof = `,"proof":{"@context":["https://www.w3.org/ns/activitystreams"],"created":"2026-10-07T09:15:02Z","cryptosuite":"eddsa-jcs-2022","proofPurpose":"assertionMethod",` +
		`"proofValue":"zshiuHzAXkKP85JwRo6aTidrYePJ1yyVj7pb9vn4DmsjesxWvHyXv6j4tbowy6bqiMBxjwf2Hb9VEXBBm6v27hP5",` +
		`"type":"DataIntegrityProof","verificationMethod":"https://hub.example/ap/a/1#ed25519-key"}}`
)

func ownKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(ownSeed) }

// lookup knows our one key.
func lookup(method string) (ed25519.PublicKey, error) {
	if method != proofKeyID {
		return nil, errors.New("no such key")
	}
	return ownKey().Public().(ed25519.PublicKey), nil
}

func TestAddProof(t *testing.T) {
	signed := must(AddProof([]byte(ownDoc+"\n"), proofKeyID, ownKey(), testNow))
	if got, want := string(signed), ownDoc[:len(ownDoc)-1]+ownProof; got != want {
		t.Errorf("signed document\n%s\nwant\n%s", got, want)
	}
	if method, err := VerifyProof(signed, lookup, testNow); err != nil || method != proofKeyID {
		t.Errorf("%q, %v", method, err)
	}
	// The members may be sorted, spaced and escaped in any way.
	var any map[string]any
	if err := json.Unmarshal(signed, &any); err != nil {
		t.Fatal(err)
	}
	if _, err := VerifyProof(must(json.MarshalIndent(any, "", "\t")), lookup, testNow); err != nil {
		t.Error(err)
	}
	empty := must(AddProof([]byte(` { } `), proofKeyID, ownKey(), testNow))
	if _, err := VerifyProof(empty, lookup, testNow); err != nil {
		t.Errorf("%s: %v", empty, err)
	}
	for name, doc := range map[string]string{"has one": string(signed), "array": "[]", "null": "null", "cut": ownDoc[:50], "nothing": "", "twice": `{"a":1,"a":2}`, "string": `"{}"`} {
		if out, err := AddProof([]byte(doc), proofKeyID, ownKey(), testNow); !errors.Is(err, ErrProof) {
			t.Errorf("%s: %s, %v", name, out, err)
		}
	}
	if _, err := AddProof([]byte(ownDoc), proofKeyID, nil, testNow); !errors.Is(err, ErrKey) {
		t.Errorf("without key: %v", err)
	}
}

func TestProofsThatProveNothing(t *testing.T) {
	signed := string(must(AddProof([]byte(ownDoc), proofKeyID, ownKey(), testNow)))
	replace := func(old, new string) string {
		if !strings.Contains(signed, old) {
			t.Fatalf("no %q in the document", old)
		}
		return strings.Replace(signed, old, new, 1)
	}
	proof := signed[strings.Index(signed, `"proof":`)+8 : len(signed)-1]
	for name, c := range map[string]struct {
		doc  string
		want error
	}{
		"changed content":       {replace("Stil", "Stilbruch"), ErrSignature},
		"changed actor":         {replace(`"actor":"https://hub`, `"actor":"https://evil`), ErrSignature},
		"added member":          {replace(`"type":"Create"`, `"type":"Create","x":1`), ErrSignature},
		"removed member":        {replace(`"type":"Create",`, ``), ErrSignature},
		"changed date":          {replace(`"created":"2026-10-07T09:15:02Z"`, `"created":"2026-10-07T09:15:03Z"`), ErrSignature},
		"added to the proof":    {replace(`"cryptosuite"`, `"domain":"x","cryptosuite"`), ErrSignature},
		"member twice":          {replace(`"type":"Create"`, `"type":"Delete","type":"Create"`), ErrProof},
		"deep member twice":     {replace(`"type":"Note"`, `"type":"Tombstone","type":"Note"`), ErrProof},
		"proof twice":           {replace(`"proof":`, `"proof":{},"proof":`), ErrProof},
		"none":                  {ownDoc, ErrProof},
		"other case":            {replace(`"proof":`, `"Proof":`), ErrProof},
		"value in other case":   {replace(`"proofValue"`, `"ProofValue"`), ErrProof},
		"not an object":         {"[" + signed + "]", ErrProof},
		"proof is null":         {replace(proof, "null"), ErrProof},
		"proof is text":         {replace(proof, `"x"`), ErrProof},
		"empty list":            {replace(proof, "[]"), ErrProof},
		"too many":              {replace(proof, "["+strings.Repeat("{},", maxProofs)+proof+"]"), ErrProof},
		"another suite":         {replace("eddsa-jcs-2022", "eddsa-rdfc-2022"), ErrProof},
		"another type":          {replace("DataIntegrityProof", "Ed25519Signature2020"), ErrProof},
		"another purpose":       {replace(`"assertionMethod"`, `"authentication"`), ErrProof},
		"chained":               {replace(`"cryptosuite"`, `"previousProof":"x","cryptosuite"`), ErrProof},
		"another context":       {replace(`"proof":{"@context":["https://www.w3.org/ns/activitystreams"]`, `"proof":{"@context":["https://evil.example/"]`), ErrProof},
		"no method":             {replace(`"verificationMethod":"https://hub.example/ap/a/1#ed25519-key"`, `"verificationMethod":""`), ErrProof},
		"method is a list":      {replace(`"verificationMethod":"https://hub.example/ap/a/1#ed25519-key"`, `"verificationMethod":["https://hub.example/ap/a/1#ed25519-key"]`), ErrProof},
		"value of another base": {replace(`"proofValue":"z`, `"proofValue":"m`), ErrProof},
		"value cut":             {replace(`"proofValue":"z`, `"proofValue":"z1`), ErrProof},
		"date in words":         {replace("2026-10-07T09:15:02Z", "yesterday"), ErrProof},
		"created ahead":         {string(must(AddProof([]byte(ownDoc), proofKeyID, ownKey(), testNow.Add(2*time.Hour)))), ErrClock},
		"expired":               {replace(`"cryptosuite"`, `"expires":"2026-10-07T09:15:01Z","cryptosuite"`), ErrClock},
		"expires in words":      {replace(`"cryptosuite"`, `"expires":"never","cryptosuite"`), ErrProof},
		"deep":                  {strings.Repeat("[", 5000), ErrProof},
		"invalid UTF-8":         {replace("Stil", "St\xffil"), ErrProof},
		"huge":                  {signed + strings.Repeat(" ", maxProofDoc), ErrProof},
	} {
		if _, err := VerifyProof([]byte(c.doc), lookup, testNow); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := VerifyProof([]byte(signed), func(string) (ed25519.PublicKey, error) { return edKey().Public().(ed25519.PublicKey), nil }, testNow); !errors.Is(err, ErrSignature) {
		t.Errorf("another key: %v", err)
	}
	if _, err := VerifyProof([]byte(signed), func(string) (ed25519.PublicKey, error) { return nil, nil }, testNow); !errors.Is(err, ErrKey) {
		t.Errorf("no key: %v", err)
	}
	if _, err := VerifyProof([]byte(replace("#ed25519-key", "#other")), lookup, testNow); err == nil || err.Error() != "key of the proof: no such key" {
		t.Errorf("unknown key: %v", err)
	}
}

// One proof of several may be ours to read, and Fedify leaves out of the proof
// the context that it signs.
func TestProofsOfOthers(t *testing.T) {
	signed := string(must(AddProof([]byte(ownDoc), proofKeyID, ownKey(), testNow)))
	at := strings.Index(signed, `"proof":`) + 8
	proof := signed[at : len(signed)-1]
	list := signed[:at] + `[{"type":"DataIntegrityProof","cryptosuite":"mldsa44-jcs-2024"},` + proof + `]}`
	inherited := strings.Replace(signed, `"proof":{"@context":["https://www.w3.org/ns/activitystreams"],`, `"proof":{`, 1)
	for name, doc := range map[string]string{"list": list, "inherited context": inherited} {
		if _, err := VerifyProof([]byte(doc), lookup, testNow); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FEP-8b32's own vectors, which stand beside the checkout.
func TestFEP8b32(t *testing.T) {
	feature := string(shared(t, "fep/fep-8b32.feature"))
	docs := regexp.MustCompile(`(?s)"""(.*?)"""`).FindAllStringSubmatch(feature, -1)
	secret := regexp.MustCompile(`secret key "(z[^"]+)"`).FindStringSubmatch(feature)
	if len(docs) != 4 || secret == nil {
		t.Fatalf("%d documents", len(docs))
	}
	raw := must(multibase(secret[1]))
	key := ed25519.NewKeyFromSeed(raw[2:]) // behind the codec 0x1300
	at := must(time.Parse(time.RFC3339, "2023-02-24T23:36:38Z"))
	const method = "https://server.example/users/alice#ed25519-key"

	signed := must(AddProof([]byte(docs[0][1]), method, key, at))
	var got, want any
	if err := errors.Join(json.Unmarshal(signed, &got), json.Unmarshal([]byte(docs[1][1]), &want)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("signed document %s", signed)
	}
	var actor struct {
		AssertionMethod []struct{ ID, PublicKeyMultibase string }
	}
	if err := json.Unmarshal([]byte(docs[3][1]), &actor); err != nil {
		t.Fatal(err)
	}
	used, err := VerifyProof([]byte(docs[2][1]), func(id string) (ed25519.PublicKey, error) {
		if id != actor.AssertionMethod[0].ID {
			t.Errorf("key %q", id)
		}
		return must(ParseMultikey(actor.AssertionMethod[0].PublicKeyMultibase)).(ed25519.PublicKey), nil
	}, at.Add(24*365*time.Hour))
	if err != nil || used != method {
		t.Errorf("%q, %v", used, err)
	}
}

func FuzzVerifyProof(f *testing.F) {
	f.Add(must(AddProof([]byte(ownDoc), proofKeyID, ownKey(), testNow)))
	f.Add([]byte(`{"proof":[{"cryptosuite":"eddsa-jcs-2022"}],"@context":null}`))
	f.Add([]byte(`{"proof":{}}`))
	want := must(canonicalMembers(must(AddProof([]byte(ownDoc), proofKeyID, ownKey(), testNow))))
	f.Fuzz(func(t *testing.T, doc []byte) {
		if _, err := VerifyProof(doc, lookup, testNow); err != nil {
			return
		}
		got := must(canonicalMembers(doc))
		delete(got, "proof")
		for name, value := range want {
			if name != "proof" && !bytes.Equal(got[name], value) {
				t.Errorf("a document that was not signed verifies: %s", doc)
			}
		}
	})
}
