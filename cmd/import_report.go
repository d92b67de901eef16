package cmd

import (
	"fmt"
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
		fmt.Fprintf(e.out, "Images: %d stored, %d could not be fetched, %d need an alternative text.\n", r.Images, r.ImagesFailed, r.ImagesBare)
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

// cause adds the program's own reason for a refusal, field by field.
func cause(err error) string {
	if err == nil || content.CodeOf(err) == content.Internal {
		return ""
	}
	return " " + strings.ReplaceAll(explain(err), "\n", "\n  ")
}
