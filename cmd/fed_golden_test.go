package cmd

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
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
	if err := checkGolden(filepath.Join("testdata", "fed", name+".json"), got, *updateFed); err != nil {
		t.Error(err)
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
