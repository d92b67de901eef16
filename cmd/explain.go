package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"

	"vitrine/content"
	"vitrine/content/locale"
	"vitrine/themes"
)

// catalogue is the words of every outlet, with those of the pages laid over.
var catalogue = sync.OnceValues(func() (*locale.Catalogue, error) {
	cat, err := locale.New()
	for _, l := range (themes.Layers{themes.Default()}).Locales() {
		if err == nil {
			cat, err = cat.Overlay(l)
		}
	}
	return cat, err
})

// operatorLang is the language of the person at the command line, by LANG.
func operatorLang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		v := os.Getenv(name)
		if len(v) >= 2 {
			switch v[:2] {
			case "nl", "fr", "de":
				return v[:2]
			}
			return "en"
		}
	}
	return "en"
}

// explain says in the operator's language what went wrong, field by field, and
// adds the cause: at the command line there is no log to look it up in.
func explain(err error) string {
	var e *content.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	cat, cerr := catalogue()
	if cerr != nil {
		return err.Error()
	}
	if e.Code == content.Malformed && e.Key == "" && len(e.Fields) == 0 && e.Err != nil {
		return e.Err.Error() // a file or an argument: the general sentence is about requests
	}
	lang := operatorLang()
	var b strings.Builder
	b.WriteString(cat.T(lang, e.MessageKey(), e.Args))
	fields := make([]string, 0, len(e.Fields))
	for f := range e.Fields {
		fields = append(fields, f)
	}
	sort.Strings(fields)
	for _, f := range fields {
		p := e.Fields[f]
		fmt.Fprintf(&b, "\n  %s: %s", f, cat.T(lang, p.Key, p.Args))
	}
	if e.Err != nil {
		fmt.Fprintf(&b, "\n  (%v)", e.Err)
	}
	return b.String()
}

// json prints a value for programs.
func (e *env) json(v any) error {
	enc := json.NewEncoder(e.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
