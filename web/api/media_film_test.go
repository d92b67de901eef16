package api

import (
	"bytes"
	"encoding/binary"
	"os"
	"strconv"
	"strings"
	"testing"
)

// film is an MP4 file of 640 × 360 pixels and 3 seconds, without pictures.
func film() []byte {
	box := func(name string, parts ...[]byte) []byte {
		body := bytes.Join(parts, nil)
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), name...), body...)
	}
	mvhd, tkhd := make([]byte, 100), make([]byte, 100)
	binary.BigEndian.PutUint32(mvhd[12:], 1)
	binary.BigEndian.PutUint32(mvhd[16:], 3)
	binary.BigEndian.PutUint32(tkhd[76:], 640<<16)
	binary.BigEndian.PutUint32(tkhd[80:], 360<<16)
	return bytes.Join([][]byte{box("ftyp", []byte("isomAAAA")), box("moov", box("mvhd", mvhd), box("trak", box("tkhd", tkhd))), box("mdat", make([]byte, 5000))}, nil)
}

const captions = "WEBVTT\n\n00:01.000 --> 00:02.000\nDag <script>allemaal\n"

// A film goes to the store as it came, and is published with captions only (A9).
func TestFilm(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	w := newWorld(t)
	tok := w.admin(w.bib)
	body, kind := formBody(t, film(), map[string]string{"alt": "Rondleiding", "licence": "CC-BY-4.0"})
	made := w.do("POST", "/api/v1/media", tok, body, header("Content-Type", kind), header("Idempotency-Key", "1"))
	if made.status != 201 || made.str("media_type") != "video/mp4" || made.int("width") != 640 || made.int("recording.seconds") != 3 || made.int("size") != len(film()) || !strings.HasSuffix(made.str("url"), "/full.mp4") {
		t.Fatalf("%d %s", made.status, made.raw)
	}
	if again := w.do("POST", "/api/v1/media", tok, body, header("Content-Type", kind), header("Idempotency-Key", "1")); again.str("id") != made.str("id") {
		t.Errorf("the same upload again: %s", again.raw)
	}
	if len(w.blobs.held) != 1 {
		t.Errorf("%d files", len(w.blobs.held))
	}
	path := "/api/v1/media/" + made.str("id")
	it := with(draft, `"media":[{"id":"`+made.str("id")+`","role":"gallery"}],"publish":true`)
	w.refused(422, "media.0.captions", "POST", "/api/v1/items", tok, it)
	for body, field := range map[string]string{
		`{"captions":{"nl":"geen ondertitels"}}`: "captions.nl", `{"captions":{"!":"x"}}`: "captions.!", `{"poster":"nergens"}`: "poster",
		`{"poster":"` + made.str("id") + `"}`: "poster", `{"uncaptioned":"` + strings.Repeat("x", 501) + `"}`: "uncaptioned", `{"transcript":{"!":"x"}}`: "transcript.!",
	} {
		w.refused(422, field, "PATCH", path, tok, body)
	}
	pic := w.upload(tok, map[string]string{"alt": "x"})
	w.refused(422, "captions", "PATCH", "/api/v1/media/"+pic.str("id"), tok, `{"captions":{"nl":"x"}}`)
	changed := w.want(200, "PATCH", path, tok, `{"captions":{"nl":`+strconv.Quote(captions)+`,"fr":`+strconv.Quote(captions)+`},"transcript":{"nl":"<p onclick=x>Dag</p>"},"poster":"`+pic.str("id")+`","sound_suffices":true}`)
	if changed.str("recording.tracks.0.lang") != "fr" || !strings.HasSuffix(changed.str("recording.tracks.1.url"), ".vtt") || changed.str("recording.transcript.nl") != "<p>Dag</p>" ||
		!strings.Contains(changed.str("recording.poster"), "/poster-") || changed.str("media_type") != "video/mp4" || changed.at("recording.sound_suffices") != true {
		t.Errorf("changed: %s", changed.raw)
	}
	first := changed.str("recording.tracks.1.url")
	held := len(w.blobs.held)
	changed = w.want(200, "PATCH", path, tok, `{"captions":{"nl":`+strconv.Quote(strings.Replace(captions, "Dag", "Hallo", 1))+`,"fr":""}}`)
	if changed.str("recording.tracks.0.url") == first || changed.at("recording.tracks.1") != nil || len(w.blobs.held) != held-1 {
		t.Errorf("replaced: %s, %d files of %d", changed.raw, len(w.blobs.held), held)
	}
	for key, data := range w.blobs.held {
		if strings.HasSuffix(key, ".vtt") && (strings.Contains(string(data), "script") || !strings.Contains(string(data), "Hallo")) {
			t.Errorf("%s: %s", key, data)
		}
	}
	w.want(204, "DELETE", "/api/v1/media/"+pic.str("id"), tok, "") // the poster is a copy
	w.want(201, "POST", "/api/v1/items", tok, it)
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("left on the disk: %v", left)
	}
}

func TestFilmRefused(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	w := newWorld(t, func(c *Config) { c.Limits.Media = 40 << 10 })
	tok := w.admin(w.bib)
	for name, c := range map[string]struct {
		data   []byte
		fields map[string]string
		status int
	}{
		"too large": {append(film(), make([]byte, 50<<10)...), nil, 413}, "cut": {film()[:300], nil, 422}, "QuickTime": {bytes.Replace(film(), []byte("isom"), []byte("qt  "), 1), nil, 415},
		"unknown field": {film(), map[string]string{"altt": "x"}, 422},
	} {
		body, kind := formBody(t, c.data, c.fields)
		if r := w.do("POST", "/api/v1/media", tok, body, header("Content-Type", kind)); r.status != c.status {
			t.Errorf("%s: %d %s", name, r.status, r.raw)
		}
	}
	if len(w.blobs.held) != 0 {
		t.Errorf("%d files were stored", len(w.blobs.held))
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left on the disk: %v", left)
	}
}
