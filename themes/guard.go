package themes

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"text/template/parse"
)

// maxSteps is how many templates and turns of loops a page may take. A large
// page takes some thousand.
const maxSteps = 100_000

// maxString is the longest string that a template may put together, in bytes.
const maxString = 1 << 20

var (
	errTooLarge = errors.New("the page is larger than allowed")
	errTooLong  = fmt.Errorf("the page takes more than %d steps: does a template call itself?", maxSteps)
)

// guard puts an empty text at the beginning of every template and every turn of
// a loop. Writing it writes nothing, but the writer is asked: so also a template
// that writes nothing, such as one that calls itself, ends. It must be called
// when no further copy of the template will be made and before it is executed.
func guard(t *template.Template) {
	for _, d := range t.Templates() {
		if d.Tree == nil || d.Tree.Root == nil {
			continue
		}
		step(d.Tree.Root)
		loops(d.Tree.Root)
	}
}

func step(l *parse.ListNode) {
	l.Nodes = append([]parse.Node{&parse.TextNode{NodeType: parse.NodeText}}, l.Nodes...)
}

func loops(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, c := range n.Nodes {
			loops(c)
		}
	case *parse.IfNode:
		loops(n.List)
		loops(n.ElseList)
	case *parse.WithNode:
		loops(n.List)
		loops(n.ElseList)
	case *parse.RangeNode:
		step(n.List)
		loops(n.List)
		loops(n.ElseList)
	}
}

// bounded is the buffer a page is rendered into. A template that writes too
// much, or takes too many steps or too long, gets an error at its next write.
type bounded struct {
	ctx   context.Context
	limit int
	steps int
	buf   []byte
}

func (b *bounded) Write(p []byte) (int, error) {
	if len(p) == 0 {
		if b.steps++; b.steps > maxSteps {
			return 0, errTooLong
		}
	}
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if len(b.buf)+len(p) > b.limit {
		return 0, errTooLarge
	}
	b.buf = append(b.buf, p...)
	return len(p), nil
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
