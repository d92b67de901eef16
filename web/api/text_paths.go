package api

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"vitrine/content"
)

// byPatch names problems of texts by their place in the change. The rules see
// the merged texts, where a text that the change names second may be first. A
// problem of a text that the change does not name is named by its language.
func byPatch(err error, it *content.Item, change content.Patch) error {
	var e *content.Error
	if !errors.As(err, &e) || e.Code != content.Invalid || len(change.Texts) == 0 {
		return err
	}
	merged := mergedLangs(it, change)
	out := *e
	out.Fields = make(map[string]content.Problem, len(e.Fields))
	for path, problem := range e.Fields {
		rest, ok := strings.CutPrefix(path, "texts.")
		index, field, ok2 := strings.Cut(rest, ".")
		n, convErr := strconv.Atoi(index)
		removal := convErr == nil && field == "lang" && n < len(change.Texts) && change.Texts[n].Remove // named by the change already
		if !ok || !ok2 || convErr != nil || n >= len(merged) || removal {
			out.Fields[path] = problem
			continue
		}
		at := slices.IndexFunc(change.Texts, func(t content.TextPatch) bool { return t.Lang == merged[n] })
		if at < 0 {
			out.Fields["texts."+string(merged[n])+"."+field] = problem
			continue
		}
		out.Fields["texts."+strconv.Itoa(at)+"."+field] = problem
	}
	return &out
}

// mergedLangs are the languages of the texts after the change.
func mergedLangs(it *content.Item, change content.Patch) (langs []content.Lang) {
	for _, t := range it.Texts {
		langs = append(langs, t.Lang)
	}
	for _, t := range change.Texts {
		at := slices.Index(langs, t.Lang)
		switch {
		case t.Remove && at >= 0 && len(langs) > 1:
			langs = slices.Delete(langs, at, at+1)
		case !t.Remove && at < 0:
			langs = append(langs, t.Lang)
		}
	}
	return langs
}
