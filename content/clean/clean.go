// Package clean makes text from outside fit to publish. It holds the policies
// for what staff write (Staff, Markdown), for what other servers send (Remote)
// and for plain text (Text, Plain), and it reads what a cleaned body refers to
// (Refs, Expand, Absolute).
//
// HTML is never repaired with regular expressions and never handed to a tree
// builder: the tokenizer of golang.org/x/net/html feeds a small writer that
// knows which element may stand in which, so that the result is well formed,
// bounded in depth, and takes time in proportion to the input. The bluemonday
// policy of the same list is the last gate, and what it would still change is
// cleaned again: every result is a fixed point, Staff(Staff(x)) == Staff(x).
//
// A cleaned body *refers* to pictures and to other items and never names a
// file: <img data-media="ID" alt="…">, <figure data-media="ID">,
// <a data-item="ID">, <a data-media="ID"> for a file. Each outlet expands the
// references with Expand, and Dress writes what a body only marks:
//
//	<span class="footnote">…</span>           a footnote, where it is referred to
//	<blockquote class="pull">…</blockquote>   a pull quote (written as <aside class="pull"> too)
//	<figure class="gallery">…</figure>        pictures that belong together, each a <figure data-media="ID">
package clean

import (
	"html"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// Limits, in bytes of input and in levels. What is beyond is cut, not refused:
// the callers that must refuse (the API, the inbox) bound their input before.
const (
	MaxStaff  = 8 << 20   // bytes of a staff body
	MaxRemote = 512 << 10 // bytes of a text from another server
	maxDepth  = 24        // lists, quotes, tables and cells inside each other
	maxInline = 24        // emphasis, links and spans inside each other
	maxURL    = 4096      // bytes of an address
	maxPasses = 4         // before a text that never settles becomes plain
)

// Staff cleans HTML written or pasted by staff, and reports what was removed
// and what an editor should look at. The result is deterministic and stable:
// cleaning it again returns it unchanged.
func Staff(src string) (string, []Finding) {
	var f findings
	if len(src) > MaxStaff {
		f.add(TooLong, "")
	}
	out := settle(src, MaxStaff, staffRules, staffGate, &f)
	return out, f.list
}

// Remote cleans HTML that came from another server: a reply, a summary, a
// profile field. Pictures, tables and styles are gone, headings are bold
// paragraphs, links are marked as user content and lead to http or https only.
func Remote(src string) string {
	return settle(src, MaxRemote, remoteRules, remoteGate, nil)
}

// settle cleans until nothing changes any more. One pass is enough for all
// that was ever seen; a text that does not settle is kept as plain paragraphs,
// which are a fixed point of every policy.
func settle(src string, limit int, r *rules, gate *bluemonday.Policy, f *findings) string {
	out := pass(cut(src, limit), r, gate, f)
	for range maxPasses {
		next := pass(out, r, gate, nil)
		if next == out {
			return out
		}
		out = next
	}
	return paragraphs(Text(out))
}

func pass(src string, r *rules, gate *bluemonday.Policy, f *findings) string {
	return gate.Sanitize(build(src, r, f))
}

// paragraphs is plain text as HTML, one paragraph for each line.
func paragraphs(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
	}
	return b.String()
}
