package vocab

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/go-fed/activity/streams"
)

func benchDoc(b *testing.B, name string) []byte {
	b.Helper()
	doc, err := os.ReadFile("testdata/awkward/" + name + ".json")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(doc)))
	return doc
}

func BenchmarkParseLike(b *testing.B)   { benchParse(b, "like") }
func BenchmarkParseCreate(b *testing.B) { benchParse(b, "note-private") }

func benchParse(b *testing.B, name string) {
	doc := benchDoc(b, name)
	for b.Loop() {
		if _, err := Parse(doc); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkToTypeCreate is the yardstick: the typed vocabulary alone.
func BenchmarkToTypeCreate(b *testing.B) {
	doc := benchDoc(b, "note-private")
	for b.Loop() {
		var m map[string]any
		if err := json.Unmarshal(doc, &m); err != nil {
			b.Fatal(err)
		}
		if _, err := streams.ToType(context.Background(), m); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkObject(b *testing.B) {
	o := sampleArticle()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Object(o, true); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkObjectEvent(b *testing.B) {
	o := sampleEvent()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Object(o, true); err != nil {
			b.Fatal(err)
		}
	}
}
