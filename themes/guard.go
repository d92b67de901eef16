package themes

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"strings"
	"text/template/parse"
)

// maxSteps is how many templates and turns of loops a page may take. A large
// page takes some thousand.
const maxSteps = 100_000

// maxString is the longest string that a template may put together, in bytes.
const maxString = 1 << 20

var (
	errTooLarge = errors.New("the page is larger than allowed")
	errTooLong  = fmt.Errorf("the page takes more than %d steps", maxSteps)
)

// endless reports whether a page was ended because it takes too much: every
// further page with the same piece would take as long to find out.
func endless(err error) bool {
	return errors.Is(err, errTooLarge) || errors.Is(err, errTooLong) || errors.Is(err, context.DeadlineExceeded)
}

// spot is a place in a template at which guard counts.
type spot struct {
	at   string // "partials/card.html:3:12"
	name string // of the piece
	loop bool   // a turn of a loop, else the beginning of the piece
}

// guard puts an empty text at the beginning of every template and every turn of
// a loop. Writing it writes nothing, but the writer is asked: so also a template
// that writes nothing, such as one that calls itself, ends. It must be called
// when no further copy of the template will be made and before it is executed.
//
// The capacity of an empty text is the index of its spot in what is returned: so
// the writer knows where it is. A text that escaping copies loses it.
func guard(t *template.Template) []spot {
	g := &guarded{}
	for _, d := range t.Templates() {
		if d.Tree == nil || d.Tree.Root == nil {
			continue
		}
		g.tree = d.Tree
		g.step(d.Tree.Root, d.Tree.Root, false)
		g.loops(d.Tree.Root)
	}
	room := make([]byte, len(g.spots))
	for i, n := range g.nodes {
		n.Text = room[: 0 : i+1]
	}
	return g.spots
}

type guarded struct {
	tree  *parse.Tree
	spots []spot
	nodes []*parse.TextNode // one for each spot
}

func (g *guarded) step(l *parse.ListNode, at parse.Node, loop bool) {
	if !loop && len(l.Nodes) > 0 {
		at = l.Nodes[0]
	}
	where, _ := g.tree.ErrorContext(at)
	where = strings.Replace(where, detailsPart+":", "the kind's part:", 1)
	n := &parse.TextNode{NodeType: parse.NodeText}
	g.nodes = append(g.nodes, n)
	g.spots = append(g.spots, spot{where, g.tree.Name, loop})
	l.Nodes = append([]parse.Node{n}, l.Nodes...)
}

func (g *guarded) loops(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			g.loops(c)
		}
	case *parse.IfNode:
		g.loops(n.List)
		g.loops(n.ElseList)
	case *parse.WithNode:
		g.loops(n.List)
		g.loops(n.ElseList)
	case *parse.RangeNode:
		g.loops(n.List)
		g.loops(n.ElseList)
		g.step(n.List, n, true)
	}
}

// bounded is the buffer a page is rendered into. A template that writes too
// much, or takes too many steps or too long, gets an error at its next write.
type bounded struct {
	ctx    context.Context
	limit  int
	steps  int
	spots  []spot
	counts []int // of each spot
	buf    []byte
}

func (b *bounded) Write(p []byte) (int, error) {
	if len(p) == 0 {
		if i := cap(p); i > 0 && i <= len(b.counts) {
			b.counts[i-1]++
		}
		if b.steps++; b.steps > maxSteps {
			return 0, b.where(errTooLong)
		}
	}
	if err := b.ctx.Err(); err != nil {
		return 0, b.where(err)
	}
	if len(b.buf)+len(p) > b.limit {
		return 0, b.where(errTooLarge)
	}
	b.buf = append(b.buf, p...)
	return len(p), nil
}

// suspicious is how often a piece or a loop is taken before it is blamed.
const suspicious = 1000

// where says which loop or piece took what the page may take: the one that was
// taken most, which is not always the last one.
func (b *bounded) where(err error) error {
	most, spot := 0, spot{}
	for i, n := range b.counts {
		if n > most || n == most && n > 0 && b.spots[i].loop && !spot.loop {
			most, spot = n, b.spots[i]
		}
	}
	switch {
	case most < suspicious:
		return err
	case spot.loop:
		return fmt.Errorf("%s: piece %q: %w: the loop took %d turns; does it go over something without an end?", spot.at, spot.name, err, most)
	}
	return fmt.Errorf("%s: piece %q: %w: the piece was begun %d times; does it call itself?", spot.at, spot.name, err, most)
}

// short keeps strings from doubling themselves in a loop until the memory is full.
func short(f func(...any) string) func(...any) (string, error) {
	return func(args ...any) (string, error) {
		size := 0
		for _, a := range args {
			if s, ok := a.(string); ok {
				size += len(s)
			}
		}
		if size > maxString {
			return "", errTooLarge
		}
		return f(args...), nil
	}
}

// boundedFuncs stand in for the functions of text/template that make strings longer.
var boundedFuncs = template.FuncMap{
	"print":   short(fmt.Sprint),
	"println": short(fmt.Sprintln),
	"js":      short(template.JSEscaper),
	"printf": func(format string, args ...any) (string, error) {
		return short(func(a ...any) string { return fmt.Sprintf(format, a[1:]...) })(append([]any{format}, args...)...)
	},
}
