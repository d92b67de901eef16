package clean

import (
	"strings"
	"testing"
	"time"
)

// slowed is set under the race detector, whose cost would be measured.
var slowed bool

// shapes are what makes sanitizers slow. Each is called with a size in bytes.
var shapes = func() map[string]func(int) string {
	m := map[string]func(int) string{}
	for name, s := range map[string]string{
		"b": "<b>", "b and p": "<b><p>x", "quotes": "<blockquote>", "lists": "<ul><li>", "tables": "<table><tr><td>", "cells": "<td>",
		"less than": "<", "ampersands": "&", "svg": "<svg>", "script ends": "<script></scrip", "bang": "<!", "greater": "<a>>",
		"figures": "<figure data-media=a>", "references": "<a data-item=a>", "foreign pictures": "<img src=x>", "tag in tag": "<<b>",
		"md quote": "> ", "md list": "1. ", "md list2": "- ", "md emphasis": "_a", "md emphasis2": "*a_ ", "md links": "[a](", "md links2": "[a](<b",
		"md definitions": "[x]: y\n", "md code": "``a", "md mixed": ">>>- ", "md pictures": "![", "md terms": "a: b\n: c\n\n",
	} {
		m[name] = func(n int) string { return strings.Repeat(s, n/len(s)) }
	}
	for name, s := range map[string][2]string{
		"mixed ends": {"<b><b><b><b>", "</i>"}, "pre breaks": {"<pre>", "<br>"}, "pre spaces": {"<pre>x", " <b>"}, "attributes": {"<p ", "a=b "},
		"comment": {"<!--", "-"}, "entity": {"&#", "1"}, "attribute open": {`<a href="`, "x"},
		"spans": {strings.Repeat("<span lang=nl>", 100), "<p>x"}, "long links": {strings.Repeat(`<a href="/`+strings.Repeat("x", 2000)+`"><b><i>`, 8), "<p>x"},
	} {
		m[name] = func(n int) string { return s[0] + strings.Repeat(s[1], n/len(s[1])) }
	}
	return m
}()

// Eight times the input takes about eight times as long, not sixty-four times.
func TestTime(t *testing.T) {
	if testing.Short() || slowed {
		t.Skip("times are not measured in short tests or under the race detector")
	}
	const small, large = 16 << 10, 8 * 16 << 10
	for what, f := range map[string]func(string){
		"Staff":    func(s string) { Staff(s) },
		"Markdown": func(s string) { Markdown(s) },
		"Text":     func(s string) { Text(s); Excerpt(s, 200) },
		"Plain":    func(s string) { Plain(strings.Repeat(s, 16)) },
		"Headings": func(s string) { Headings(s) },
		"Expand":   func(s string) { Expand(s, func(r Ref) (string, bool) { return r.Inner, true }) },
		"rewrite":  func(s string) { Refs(s); Images(s); Absolute(s, "https://x.example"); Autop(s) },
	} {
		for name, shape := range shapes {
			if strings.HasPrefix(name, "md ") != (what == "Markdown") {
				continue
			}
			took := func(n int) time.Duration {
				in := shape(n)
				start := time.Now()
				f(in)
				return time.Since(start)
			}
			// A busy machine may stop any one measurement, but hardly five.
			a, b := time.Duration(0), time.Duration(1)
			for try := 0; try < 5 && b > 40*a; try++ {
				a, b = max(took(small), 5*time.Millisecond), took(large)
			}
			if b > 40*a {
				t.Errorf("%s of %s: %v for %d bytes, %v for %d", what, name, a, small, b, large)
			}
		}
	}
}

// What a person pastes from a word processor, 5 MB of it.
func TestPaste(t *testing.T) {
	if testing.Short() || slowed {
		t.Skip("times are not measured in short tests or under the race detector")
	}
	const para = "<p class=MsoNormal style='margin:0'><span lang=NL>Woorden en <b>zinnen</b></span><o:p></o:p></p>\n"
	start := time.Now()
	out, found := Staff(strings.Repeat(para, 5<<20/len(para)))
	if want := `<p><span lang="NL">Woorden en <b>zinnen</b></span></p>`; !strings.HasPrefix(out, want+want) || len(found) > 0 {
		t.Errorf("%.200s %v", out, found)
	}
	if d := time.Since(start); d > 30*time.Second {
		t.Errorf("took %v", d)
	}
}
