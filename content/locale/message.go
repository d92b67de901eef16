package locale

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// message is a sentence ready to be filled in. go-i18n reads the files; we fill
// in ourselves, because its Localizer matches languages and runs a text/template
// for every sentence, some forty of which stand on each page.
type message struct {
	tag   language.Tag
	forms [formCount]template
}

// CLDR's plural forms, in the order of golang.org/x/text/feature/plural.
const formCount = int(plural.Many) + 1

// template is text, name, text, name, … text: always one text more than names.
// A form that the language does not have is empty.
type template struct {
	texts []string
	names []string
}

func compile(lang string, m *i18n.Message) (*message, error) {
	out := &message{tag: language.Make(lang)}
	for form, text := range sources(m) {
		if text == "" {
			continue
		}
		t, err := parseTemplate(text)
		if err != nil {
			return nil, err
		}
		out.forms[form] = t
	}
	if out.forms[plural.Other].texts == nil {
		return nil, errors.New(`the form "other" is missing`)
	}
	return out, nil
}

// sources gives the text of each form as the catalogue has it.
func sources(m *i18n.Message) [formCount]string {
	var s [formCount]string
	s[plural.Zero], s[plural.One], s[plural.Two] = m.Zero, m.One, m.Two
	s[plural.Few], s[plural.Many], s[plural.Other] = m.Few, m.Many, m.Other
	return s
}

// parseTemplate splits at {{.Name}}. Nothing else of text/template is allowed:
// translators have sentences, not programs.
func parseTemplate(s string) (template, error) {
	var t template
	for {
		before, rest, found := strings.Cut(s, "{{")
		if !found {
			break
		}
		name, after, found := strings.Cut(rest, "}}")
		name = strings.TrimSpace(name)
		if !found || len(name) < 2 || name[0] != '.' || !isName(name[1:]) {
			return template{}, fmt.Errorf("a placeholder is written {{.Name}}, not {{%.20s", rest)
		}
		t.texts = append(t.texts, before)
		t.names = append(t.names, name[1:])
		s = after
	}
	if strings.Contains(s, "}}") {
		return template{}, errors.New("}} without {{")
	}
	t.texts = append(t.texts, s)
	return t, nil
}

func isName(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		if (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9' || i == 0) {
			return false
		}
	}
	return s != ""
}

func (m *message) render(lang string, args []any) string {
	t := &m.forms[plural.Other]
	if n, ok := argument(args, "N"); ok {
		if i, ok := integer(n); ok {
			// The rules speak of the absolute value; beyond a million only its
			// last digits matter to any language.
			if i < 0 {
				i = -i
			}
			if i > 10_000_000 || i < 0 {
				i = 10_000_000
			}
			form := plural.Cardinal.MatchPlural(m.tag, int(i), 0, 0, 0, 0)
			if m.forms[form].texts != nil {
				t = &m.forms[form]
			}
		}
	}
	if len(t.names) == 0 {
		return t.texts[0]
	}
	var b strings.Builder
	for i, name := range t.names {
		b.WriteString(t.texts[i])
		if v, ok := argument(args, name); ok {
			b.WriteString(show(lang, name, v))
		}
	}
	b.WriteString(t.texts[len(t.names)])
	return b.String()
}

// argument finds a value by name in pairs or in the single map.
func argument(args []any, name string) (any, bool) {
	if len(args) == 1 {
		switch m := args[0].(type) {
		case map[string]any:
			v, ok := m[name]
			return v, ok
		case map[string]string: // arguments that were stored
			v, ok := m[name]
			return v, ok
		}
		return nil, false
	}
	for i := 0; i+1 < len(args); i += 2 {
		if k, ok := args[i].(string); ok && k == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// show writes a value as the sentence needs it. A moment is a date or a time of
// day where its name says so; elsewhere it is one to type back, as the API and
// its problems want it, with the offset that tells two equal wall times apart.
func show(lang, name string, v any) string {
	switch v := v.(type) {
	case string:
		if name != "N" {
			return v
		}
	case time.Time:
		switch name {
		case "Date":
			return Date(lang, v)
		case "Time":
			return Time(lang, v)
		}
		return v.Format("2006-01-02T15:04Z07:00")
	case float64:
		if s, err := Decimal(lang, strconv.FormatFloat(v, 'f', -1, 64)); err == nil {
			return s
		}
	}
	if i, ok := integer(v); ok {
		return Number(lang, i)
	}
	return fmt.Sprint(v)
}

// integer reads any whole number, also one that travelled as text or as JSON.
func integer(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case int32:
		return int64(n), true
	case uint:
		return int64(min(n, 1<<62)), true
	case uint64:
		return int64(min(n, 1<<62)), true
	case uint32:
		return int64(n), true
	case float64: // encoding/json
		if i := int64(n); float64(i) == n {
			return i, true
		}
	case string:
		if i, err := strconv.ParseInt(n, 10, 64); err == nil {
			return i, true
		}
	}
	return 0, false
}
