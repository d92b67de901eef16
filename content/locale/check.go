package locale

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

var formNames = [formCount]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one",
	plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// Check holds the catalogues at the top of fsys against each other and returns
// everything that is wrong with them, joined: keys that one language lacks or
// has twice, empty sentences, other placeholders than in English, plural forms
// that the language needs and lacks, or lacks and has, and markup.
func Check(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return fmt.Errorf("list catalogues: %w", err)
	}
	var errs []error
	all := map[string]map[string]*i18n.Message{}
	for _, name := range names {
		lang, messages, err := readFile(fsys, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		for _, key := range repeated(data) {
			errs = append(errs, fmt.Errorf("%s: %s: stands there twice", lang, key))
		}
		all[lang] = map[string]*i18n.Message{}
		for _, m := range messages {
			all[lang][m.ID] = m
		}
	}
	if all[Fallback] == nil {
		return errors.Join(append(errs, fmt.Errorf("no catalogue for %s", Fallback))...)
	}
	for _, lang := range slices.Sorted(maps.Keys(all)) {
		errs = append(errs, compare(lang, all[lang], all[Fallback])...)
	}
	return errors.Join(errs...)
}

// compare checks one language against the one that has every key.
func compare(lang string, have, want map[string]*i18n.Message) []error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if have[key] == nil {
			errs = append(errs, fmt.Errorf("%s: %s: missing", lang, key))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		ref := want[key]
		if ref == nil {
			errs = append(errs, fmt.Errorf("%s: %s: is not in %s", lang, key, Fallback))
			continue
		}
		for _, err := range compareMessage(lang, have[key], ref) {
			errs = append(errs, fmt.Errorf("%s: %s: %w", lang, key, err))
		}
	}
	return errs
}

func compareMessage(lang string, m, ref *i18n.Message) []error {
	var errs []error
	forms, refForms := sources(m), sources(ref)
	wantNames, err := placeholders(refForms[plural.Other])
	if err != nil {
		return []error{err}
	}
	needed := formsOf(lang)
	counted := refForms[plural.One] != "" || slices.Contains(wantNames, "N")
	for form, text := range forms {
		required := form == int(plural.Other) || counted && needed[form]
		switch {
		case strings.TrimSpace(text) == "" && required:
			errs = append(errs, fmt.Errorf("the form %q is missing", formNames[form]))
			continue
		case text == "":
			continue
		case form != int(plural.Other) && !needed[form]:
			errs = append(errs, fmt.Errorf("the form %q does not exist in this language", formNames[form]))
			continue
		case form != int(plural.Other) && !counted:
			errs = append(errs, fmt.Errorf("the form %q stands in a sentence without a number", formNames[form]))
		}
		if text != strings.TrimSpace(text) {
			errs = append(errs, errors.New("white space at an end"))
		}
		if strings.ContainsAny(text, "<>") {
			errs = append(errs, errors.New("markup in a sentence"))
		}
		names, err := placeholders(text)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		// Not even "one reply" may leave out its figure: in French that form is
		// also the one for 0.
		if !slices.Equal(names, wantNames) {
			errs = append(errs, fmt.Errorf("placeholders %v in the form %q, %v in %s", names, formNames[form], wantNames, Fallback))
		}
	}
	return errs
}

// placeholders lists the names in a sentence, sorted, each once.
func placeholders(text string) ([]string, error) {
	t, err := parseTemplate(text)
	if err != nil {
		return nil, err
	}
	slices.Sort(t.names)
	return slices.Compact(t.names), nil
}

// formsOf tells which forms whole numbers take in a language.
func formsOf(lang string) [formCount]bool {
	var forms [formCount]bool
	tag := language.Make(lang)
	for n := range 201 {
		forms[plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)] = true
	}
	return forms
}

// repeated lists the keys that one object of the file has twice; encoding/json
// would silently keep the last.
func repeated(data []byte) []string {
	var twice []string
	dec := json.NewDecoder(strings.NewReader(string(data)))
	var walk func() error
	walk = func() error {
		token, err := dec.Token()
		if err != nil || token != json.Delim('{') {
			return err
		}
		seen := map[string]bool{}
		for dec.More() {
			token, err := dec.Token()
			if err != nil {
				return err
			}
			key, _ := token.(string)
			if seen[key] {
				twice = append(twice, key)
			}
			seen[key] = true
			if err := walk(); err != nil {
				return err
			}
		}
		_, err = dec.Token()
		return err
	}
	// A file that cannot be read was already reported by the parser, and arrays
	// do not occur in this format.
	_ = walk()
	return twice
}
