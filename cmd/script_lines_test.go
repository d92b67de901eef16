package cmd

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/alecthomas/kong"
)

// checkCommandLines holds what the guides tell an operator to type against the
// real parser: every line of a code block that calls vitrine must be one that
// it understands, and so must every command that is named in the text.
func checkCommandLines(tree fs.FS) (wrong []string, seen int) {
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != "." && name != "docs" {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".md" {
			return nil
		}
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		for _, l := range typedLines(string(src)) {
			seen++
			if err := understood(l.args, l.inText); err != nil {
				wrong = append(wrong, fmt.Sprintf("%s:%d: vitrine %s: %v", name, l.number, strings.Join(l.args, " "), err))
			}
		}
		return nil
	})
	if err != nil {
		wrong = append(wrong, err.Error())
	}
	sort.Strings(wrong)
	return wrong, seen
}

type typedLine struct {
	number int
	args   []string
	inText bool // named in a sentence: may leave out what is needed
}

var (
	calls  = regexp.MustCompile(`(?:^|[;&|] *|\$\()(?:[A-Z_]+=\S* )*(?:sudo |docker compose (?:[^;&|]* )?(?:run|exec) (?:[^;&|]* )?(?:vitrine /)?)?(?:\./)?(?:bin/)?vitrine((?:\s|$).*)`)
	quoted = regexp.MustCompile("`(?:bin/)?vitrine( [^`]+)`")
)

// typedLines finds the calls in a Markdown text.
func typedLines(src string) (out []typedLine) {
	inBlock, lines := false, strings.Split(src, "\n")
	for i := 0; i < len(lines); i++ {
		line, number := lines[i], i+1
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			inBlock = !inBlock
			continue
		}
		if !inBlock {
			for _, m := range quoted.FindAllStringSubmatch(line, -1) {
				if args := typedWords(m[1]); len(args) > 0 {
					out = append(out, typedLine{number, args, true})
				}
			}
			continue
		}
		for strings.HasSuffix(line, `\`) && i+1 < len(lines) {
			i++
			line = strings.TrimSuffix(line, `\`) + " " + strings.TrimSpace(lines[i])
		}
		line = strings.TrimPrefix(strings.TrimSpace(line), "$ ")
		if m := calls.FindStringSubmatch(line); m != nil && !strings.HasPrefix(line, "#") {
			if args := typedWords(m[1]); len(args) > 0 {
				out = append(out, typedLine{number, args, false})
			}
		}
	}
	return out
}

// typedWords splits a line as a shell does, up to where it goes on to something else.
func typedWords(s string) (out []string) {
	var w strings.Builder
	open, quote, nested := false, rune(0), 0
	end := func() {
		if open {
			out = append(out, w.String())
		}
		w.Reset()
		open = false
	}
	for _, c := range s {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				w.WriteRune(c)
			}
		case nested > 0 || c == '(' && strings.HasSuffix(w.String(), "$"): // $(date +%F) is one word
			switch c {
			case '(':
				nested++
			case ')':
				nested--
			}
			w.WriteRune(c)
		case c == '\'' || c == '"':
			open, quote = true, c
		case c == ' ' || c == '\t':
			end()
		case strings.ContainsRune("|;&<>", c), c == '#' && !open, c == ')' && !open:
			end()
			return out
		default:
			open = true
			w.WriteRune(c)
		}
	}
	end()
	return out
}

// understood asks the parser, without the files and variables of this machine.
func understood(args []string, inText bool) error {
	var kept []string
	for _, a := range args {
		if a == "…" || a == "..." || a == "[…]" || a == "COMMAND" {
			inText = true
			continue
		}
		kept = append(kept, strings.Trim(a, "[]")) // a reference shows what may be left out
	}
	var cli CLI
	exit := false
	anything := kong.MapperFunc(func(ctx *kong.DecodeContext, target reflect.Value) error {
		return ctx.Scan.PopValueInto("file", target.Addr().Interface())
	})
	parser, err := newParser(&cli, kong.Writers(io.Discard, io.Discard), kong.Exit(func(int) { exit = true }),
		kong.NamedMapper("existingfile", anything), kong.NamedMapper("existingdir", anything), kong.NamedMapper("path", anything))
	if err != nil {
		return err
	}
	_, err = parser.Parse(kept)
	if exit || err == nil {
		return nil
	}
	if inText && (strings.HasPrefix(err.Error(), "missing flags:") || strings.HasPrefix(err.Error(), "expected ")) {
		return nil
	}
	return err
}

func TestCommandLinesOfTheGuides(t *testing.T) {
	wrong, _ := checkCommandLines(os.DirFS(".."))
	for _, w := range wrong {
		t.Error(w)
	}
}

// The check itself must fail when it should.
func TestCommandLineCheckFails(t *testing.T) {
	doc := "# A house\n" +
		"Run `vitrine serve`, then `vitrine user add …` or `vitrine site`; see `vitrine.db` and `vitrine frobnicate`.\n" +
		"```sh\n" +
		"vitrine init --url https://bib.example --name 'De bib' \\\n" +
		"  --handle bib --email an@bib.example --password-file pw   # the first\n" +
		"docker compose run --rm -i vitrine init --url https://bib.example --name Bib --handle bib --email a@b.example --password-file - < pw\n" +
		"docker compose exec web vitrine /vitrine health && go build -o bin/vitrine ./cmd/vitrine\n" +
		"$ bin/vitrine backup /backup/$(date +%F).backup && rsync x y --nonsense\n" +
		"# vitrine is not called here\n" +
		"vitrine user add --email bo@bib.example\n" +
		"vitrine serve --lissen :8080\n" +
		"cd vitrine\n" +
		"TOKEN=$(vitrine token create --user an@bib.example --scope items:raed)\n" +
		"vitrine restore bib.backup --data new\n" +
		"vitrine serve --role web --log-level loud\n" +
		"```\n"
	got, seen := checkCommandLines(fstest.MapFS{"docs/OPERATIONS.md": {Data: []byte(doc)}, "cmd/x.md": {Data: []byte(doc)}, "README.md": {Data: []byte("`vitrine version`")}})
	want := []string{
		"docs/OPERATIONS.md:10: vitrine user add --email bo@bib.example: missing flags: --password-file=STRING",
		"docs/OPERATIONS.md:11: vitrine serve --lissen :8080: unknown flag --lissen, did you mean \"--listen\"?",
		"docs/OPERATIONS.md:15: vitrine serve --role web --log-level loud: --log-level must be one of \"debug\",\"info\",\"warn\",\"error\" but got \"loud\"",
		"docs/OPERATIONS.md:2: vitrine frobnicate: unexpected argument frobnicate",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if seen != 14 {
		t.Errorf("saw %d lines", seen)
	}
}

// environmentless lists the flags without an environment name, and the names
// that two flags of one command line share.
func environmentless(n *kong.Node, above map[string]string) (wrong []string) {
	own := map[string]string{}
	for k, v := range above {
		own[k] = v
	}
	for _, f := range n.Flags {
		where := n.Path() + " --" + f.Name
		if f.Name == "help" {
			continue
		}
		if len(f.Envs) == 0 {
			wrong = append(wrong, where+" has no environment name")
		}
		for _, name := range f.Envs {
			if !strings.HasPrefix(name, "VITRINE_") || name != strings.ToUpper(name) || strings.ContainsAny(name, "- ") {
				wrong = append(wrong, where+": "+name+" is no name of ours")
			}
			if other, ok := own[name]; ok {
				wrong = append(wrong, where+": "+name+" is also "+other)
			}
			own[name] = where
		}
	}
	for _, c := range n.Children {
		wrong = append(wrong, environmentless(c, own)...)
	}
	return wrong
}

func TestEveryFlagHasAnEnvironmentName(t *testing.T) {
	var cli CLI
	parser, err := newParser(&cli)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range environmentless(parser.Model.Node, nil) {
		t.Error(w)
	}
	var broken struct {
		Data string `env:"VITRINE_DATA"`
		Open struct {
			Where string `env:"VITRINE_DATA"`
			Bare  string
			Odd   string `env:"OTHER"`
		} `cmd:""`
	}
	parser, err = kong.New(&broken)
	if err != nil {
		t.Fatal(err)
	}
	if got := environmentless(parser.Model.Node, nil); len(got) != 3 {
		t.Errorf("the check sees %q", got)
	}
}
