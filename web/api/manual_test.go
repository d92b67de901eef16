package api

import (
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every example of the manual works as it stands there, one after the other.
func TestManual(t *testing.T) {
	doc, err := os.ReadFile("../../docs/API.md")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	vars := map[string]string{"HUB": "https://bib.example", "TOKEN": w.admin(w.bib), "REPLY": string(w.reply(w.bib, w.bib.main, true)), "CHANNEL": "bib", "NOTICE": string(w.notice(w.bib))}
	n := 0
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(string(doc), -1) {
		for _, words := range commands(t, block[1], vars) {
			if words[0] != "curl" {
				continue
			}
			n++
			r := w.curl(words)
			if r.status >= 300 {
				t.Errorf("%.120q: %d %s", words, r.status, r.raw)
			}
			switch {
			case r.str("blurhash") != "":
				vars["MEDIA"] = r.str("id")
			case r.str("media_type") == "video/mp4":
				vars["FILM"] = r.str("id")
			case r.str("kind") == "event":
				vars["ITEM"] = r.str("id")
				vars["REVISION"] = string(rune('0' + r.int("revision")))
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d examples were found", n)
	}
}

// commands splits a block as a shell does, as far as the manual goes. Variables
// are looked up when the command's turn comes, so it yields one at a time.
func commands(t *testing.T, block string, vars map[string]string) func(yield func(int, []string) bool) {
	return func(yield func(int, []string) bool) {
		for i := 0; block != ""; i++ {
			var words []string
			words, block = command(t, block, vars)
			if len(words) > 0 && !yield(i, words) {
				return
			}
		}
	}
}

func command(t *testing.T, s string, vars map[string]string) (words []string, rest string) {
	var b strings.Builder
	word, quote := false, byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote == 0 && (c == '\'' || c == '"'):
			quote, word = c, true
		case c == quote && quote != 0:
			quote = 0
		case quote != '\'' && c == '$':
			name := regexp.MustCompile(`^[A-Z]+`).FindString(s[i+1:])
			if vars[name] == "" {
				t.Fatalf("the manual uses $%s before it is known", name)
			}
			b.WriteString(vars[name])
			i, word = i+len(name), true
		case quote == 0 && c == '\\' && s[i+1] == '\n':
			i++
		case quote == 0 && (c == ' ' || c == '\n'):
			if word {
				words = append(words, b.String())
				b.Reset()
				word = false
			}
			if c == '\n' {
				return words, s[i+1:]
			}
		default:
			b.WriteByte(c)
			word = true
		}
	}
	return words, ""
}

// curl does what curl would.
func (w *world) curl(words []string) response {
	w.t.Helper()
	method, path, body, opts, form := "", "", "", []option{}, map[string]string{}
	for i := 1; i < len(words); i++ {
		arg := func() string { i++; return words[i] }
		switch words[i] {
		case "-fsS":
		case "-X":
			method = arg()
		case "-d":
			body = arg()
		case "-H":
			name, value, _ := strings.Cut(arg(), ": ")
			opts = append(opts, header(name, value))
		case "-F":
			name, value, _ := strings.Cut(arg(), "=")
			form[name] = value
		default:
			path = strings.TrimPrefix(words[i], "https://bib.example")
		}
	}
	if file, ok := form["file"]; ok {
		if !strings.HasPrefix(file, "@") {
			w.t.Errorf("-F file=%s sends no file", file)
		}
		delete(form, "file")
		var kind string
		data := picture(w.t)
		if strings.HasSuffix(file, ".mp4") {
			data = film()
		}
		body, kind = formBody(w.t, data, form)
		opts = append(opts, header("Content-Type", kind))
	}
	switch {
	case method != "":
	case body != "":
		method = http.MethodPost
	default:
		method = http.MethodGet
	}
	return w.do(method, path, "", body, opts...)
}
