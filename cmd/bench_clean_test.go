package cmd

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/content/clean"
)

// benchShapes are what makes sanitizers slow. Each is called with a size in bytes.
var benchShapes = func() map[string]func(int) string {
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

// benchClean holds that eight times the input takes about eight times as long,
// not sixty-four times, whatever its shape: the worst shape of each function.
func benchClean(b *testing.B) []row {
	const small, large = 16 << 10, 8 * 16 << 10
	functions := []struct {
		name string
		f    func(string)
	}{
		{"Staff", func(s string) { clean.Staff(s) }},
		{"Markdown", func(s string) { clean.Markdown(s) }},
		{"Text", func(s string) { clean.Text(s); clean.Excerpt(s, 200) }},
		{"Plain", func(s string) { clean.Plain(strings.Repeat(s, 16)) }},
		{"Headings", func(s string) { clean.Headings(s) }},
		{"Expand", func(s string) { clean.Expand(s, func(r clean.Ref) (string, bool) { return r.Inner, true }) }},
		{"Refs, Images, Absolute, Autop", func(s string) {
			clean.Refs(s)
			clean.Images(s)
			clean.Absolute(s, "https://x.example")
			clean.Autop(s)
		}},
	}
	var rows []row
	for _, fn := range functions {
		worst := row{limit: 5, atMost: true}
		for name, shape := range benchShapes {
			if strings.HasPrefix(name, "md ") != (fn.name == "Markdown") {
				continue
			}
			a, z := shape(small), shape(large)
			// The small one eight times, so that both sides do the same work: 1 is linear, 8 quadratic.
			var ratios []float64
			for range 3 {
				start := time.Now()
				fn.f(z)
				long := time.Since(start)
				start = time.Now()
				for range 8 {
					fn.f(a)
				}
				ratios = append(ratios, float64(long)/float64(max(time.Since(start), 5*time.Millisecond)))
			}
			if r := slices.Min(ratios); r > worst.value {
				worst.value, worst.note = r, fmt.Sprintf(" (worst shape: %s)", name)
			}
		}
		worst.what = "cleaning, " + fn.name + ", 128 kB against eight times 16 kB"
		rows = append(rows, worst)
	}
	return rows
}
