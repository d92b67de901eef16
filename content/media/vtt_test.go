package media

import (
	"strings"
	"testing"
)

func TestReadVTT(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain":      {"WEBVTT\n\n00:01.000 --> 00:02.500\nHallo\n", "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHallo\n"},
		"everything": {"\ufeffWEBVTT - titel\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { background: url(https://evil.example) }\r\n\r\nNOTE x\r\n\r\nnaam\r\n01:00:01.000 --> 01:00:02.500 line:0 align:start region:x position:10%\r\n<v.loud An  Peeters>Dag <i.x>&lt;b&gt;</i> <00:01.200><c.red>rood</c>\r\n", "WEBVTT\n\n01:00:01.000 --> 01:00:02.500 line:0 align:start position:10%\n<v An Peeters>Dag <i>&lt;b&gt;</i> rood</v>\n"},
		"SubRip":     {"1\n00:00:01,000 --> 00:00:02,500\nHallo <b>daar\n\n2\n00:00:03,000 --> 00:00:04,000\n-->\n", "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHallo <b>daar</b>\n\n00:00:03.000 --> 00:00:04.000\n--&gt;\n"},
		"script":     {"WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script><lang fr>oui</lang><lang \"x>non</lang> &amp;lt;", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nalert(1)<lang fr>oui</lang>non &amp;lt;\n"},
	} {
		got, err := ReadVTT(c.in)
		if err != nil || got != c.want {
			t.Errorf("%s: %v\n got  %q\n want %q", name, err, got, c.want)
		}
		if again, err := ReadVTT(got); err != nil || again != got {
			t.Errorf("%s is not stable: %q %v", name, again, err)
		}
	}
	for name, c := range map[string]struct {
		in   string
		line int
	}{
		"nothing":     {"", 1},
		"no cue":      {"WEBVTT\n\nNOTE leeg\n", 1},
		"text":        {"WEBVTT\n\nzomaar\nwat tekst", 4},
		"one line":    {"WEBVTT\n\nzomaar", 3},
		"backwards":   {"WEBVTT\n\n00:05.000 --> 00:04.000\nx", 3},
		"out of turn": {"WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\n00:01.000 --> 00:02.000\ny", 6},
		"minutes":     {"WEBVTT\n\n00:75.000 --> 00:76.000\nx", 3},
		"not UTF-8":   {"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff", 1},
		"too large":   {strings.Repeat("x", maxVTT+1), 1},
		"long cue":    {"WEBVTT\n\n00:01.000 --> 00:02.000\n" + strings.Repeat("x", maxCueText+1), 4},
		"HTML":        {"<!doctype html><script>alert(1)</script>", 1},
	} {
		if out, err := ReadVTT(c.in); err == nil || err.Line != c.line {
			t.Errorf("%s: %q %v, want line %d", name, out, err, c.line)
		}
	}
}

// What is read is written so that it is read again as the same, with no tag
// that was not meant.
func FuzzReadVTT(f *testing.F) {
	f.Add("WEBVTT\n\nx\n00:01.000 --> 00:02.000 line:0\n<v a>b<i>c</v>\n")
	f.Add("1\n00:00:01,000 --> 00:00:02,000\n<<b>><b/&#60;script&#62;\n")
	f.Fuzz(func(t *testing.T, in string) {
		out, err := ReadVTT(in)
		if err != nil {
			return
		}
		if strings.Contains(out, "<s") || strings.Contains(out, "::cue") || strings.Contains(out, "\r") {
			t.Errorf("%q", out)
		}
		if out == "WEBVTT\n" {
			return // cues without words
		}
		if again, err := ReadVTT(out); err != nil || again != out {
			t.Errorf("%q becomes %q, %v", out, again, err)
		}
	})
}
