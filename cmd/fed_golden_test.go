package cmd

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var updateFed = flag.Bool("update", false, "write the golden files")

// normal replaces what is random: ids by their number, keys and proofs.
func normal(t testing.TB, doc []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, doc, "", "  "); err != nil {
		t.Fatalf("%v: %.200s", err, doc)
	}
	names := map[string]string{}
	s := anID.ReplaceAllStringFunc(out.String(), func(id string) string {
		if names[id] == "" {
			names[id] = "id-" + string(rune('a'+len(names)))
		}
		return names[id]
	})
	s = aPEM.ReplaceAllString(s, "(key)")
	s = aMultikey.ReplaceAllString(s, `"(multikey)"`)
	return []byte(aProof.ReplaceAllString(s, `"proofValue": "(proof)"`) + "\n")
}

// golden compares a document with testdata/fed/name.json.
func golden(t testing.TB, name string, doc []byte) {
	t.Helper()
	got := normal(t, doc)
	file := filepath.Join("testdata", "fed", name+".json")
	if *updateFed {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}
