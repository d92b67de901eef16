package cmd

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"vitrine/content"
	"vitrine/plugins"
)

// outcomeWords are the lines of a report, in its order.
var outcomeWords = []struct {
	outcome   plugins.Outcome
	one, many string
}{
	{plugins.Created, "new", "new"},
	{plugins.Updated, "updated", "updated"},
	{plugins.Unchanged, "unchanged", "unchanged"},
	{plugins.Withdrawn, "withdrawn", "withdrawn"},
	{plugins.Kept, "left as staff have it", "left as staff have them"},
	{plugins.Skipped, "left out", "left out"},
	{plugins.Refused, "refused", "refused"},
}

// printReports says what imports did, in words or, asked for, as JSON.
func (e *env) printReports(reports []*plugins.Report) error {
	if e.opts.JSON {
		list := []any{}
		for _, r := range reports {
			for i := range r.Problems {
				r.Problems[i].What += cause(r.Problems[i].Err)
			}
			list = append(list, r)
		}
		return e.json(map[string]any{"reports": list})
	}
	for _, r := range reports {
		e.printReport(r)
	}
	return nil
}

func (e *env) printReport(r *plugins.Report) {
	if r.Name != "" {
		fmt.Fprintf(e.out, "%s\n", r.Name)
	}
	var parts []string
	for _, w := range outcomeWords {
		if n := r.Outcomes[w.outcome]; n > 0 {
			parts = append(parts, amount(n, w.one, w.many))
		}
	}
	switch {
	case len(parts) == 0:
		fmt.Fprintln(e.out, "Nothing to import.")
	default:
		fmt.Fprintf(e.out, "%s: %s.\n", amount(r.Records(), "record", "records"), strings.Join(parts, ", "))
	}
	if r.Drafts > 0 {
		fmt.Fprintf(e.out, "Of the new ones %s.\n", amount(r.Drafts, "is a draft", "are drafts"))
	}
	if r.Images+r.ImagesFailed > 0 {
		fmt.Fprintf(e.out, "Images: %d stored, %d left out, %d need an alternative text.\n", r.Images, r.ImagesFailed, r.ImagesBare)
	}
	for _, c := range r.Counts {
		fmt.Fprintf(e.out, "%s: %d\n", strings.ToUpper(c.What[:1])+c.What[1:], c.N)
	}
	for i, p := range r.Problems {
		if i == 0 {
			fmt.Fprintln(e.out, "\nTo look at:")
		}
		e.printProblem(p)
	}
	if r.More > 0 {
		fmt.Fprintf(e.out, "… and %d more.\n", r.More)
	}
}

func (e *env) printProblem(p plugins.Problem) {
	head := p.Record
	if p.About != "" {
		head = strings.TrimPrefix(head+": "+p.About, ": ")
	}
	fmt.Fprintf(e.out, "- %s\n  %s\n", head, strings.TrimSpace(p.What+cause(p.Err)+" "+p.Remedy))
}

// cause adds the program's own reason for a refusal: what is wrong with which field.
func cause(err error) string {
	var e *content.Error
	cat, cerr := catalogue()
	if !errors.As(err, &e) || cerr != nil {
		return ""
	}
	if len(e.Fields) == 0 {
		return " " + cat.T(operatorLang(), e.MessageKey(), e.Args)
	}
	var b strings.Builder
	for _, f := range slices.Sorted(maps.Keys(e.Fields)) {
		b.WriteByte(' ')
		if f != "file" {
			b.WriteString(f + ": ")
		}
		b.WriteString(cat.T(operatorLang(), e.Fields[f].Key, e.Fields[f].Args))
	}
	return b.String()
}
