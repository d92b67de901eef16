package cmd

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// The documents that this file holds against the program. docs/API.md has its
// own test beside the API.
var documents = []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "FEDERATION.md", "SECURITY.md",
	"docs/ARCHITECTURE.md", "docs/EMBED.md", "docs/OPERATIONS.md", "docs/THEMES.md", "docs/ACCESSIBILITY.md"}

func document(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// docsParser is the parser of the real program.
func docsParser(t *testing.T) *kong.Kong {
	t.Helper()
	k, err := newParser(&CLI{}, kong.Exit(func(int) {}), kong.Writers(&bytes.Buffer{}, &bytes.Buffer{}))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func allFlags(n *kong.Node) []*kong.Flag {
	flags := slices.Clone(n.Flags)
	for _, c := range n.Children {
		flags = append(flags, allFlags(c)...)
	}
	return flags
}

// TestDocsSettings: every setting of the whole program is in the table of
// OPERATIONS.md with its flag, its environment name and its default, and no
// document names a variable that does not exist.
func TestDocsSettings(t *testing.T) {
	operations := document(t, "docs/OPERATIONS.md")
	rows := map[string][]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `--([a-z0-9-]+)` \\|([^|]*)\\|([^|]*)\\|").FindAllStringSubmatch(operations, -1) {
		rows[m[1]] = []string{strings.Trim(m[2], " `"), strings.Trim(m[3], " `")}
	}
	known := map[string]bool{"VITRINE_TEST_DATABASE_URL": true} // of the tests
	seen := map[string]bool{}
	for _, f := range allFlags(docsParser(t).Model.Node) {
		for _, e := range f.Envs {
			known[e] = true
		}
		if len(f.Envs) == 0 || f.Envs[0] != "VITRINE_"+strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_")) {
			continue // of one command alone
		}
		seen[f.Name] = true
		row, ok := rows[f.Name]
		switch {
		case !ok:
			t.Errorf("--%s is not in the table of settings", f.Name)
		case row[0] != f.Envs[0]:
			t.Errorf("--%s: the table says %s, the program %s", f.Name, row[0], f.Envs[0])
		case f.HasDefault && row[1] != f.Default:
			t.Errorf("--%s: the table says %q, the program %q", f.Name, row[1], f.Default)
		}
	}
	for name := range rows {
		if !seen[name] {
			t.Errorf("the table has --%s, which does not exist", name)
		}
	}
	for _, d := range documents {
		for _, name := range regexp.MustCompile(`VITRINE_[A-Z0-9_]*[A-Z0-9]`).FindAllString(document(t, d), -1) {
			if !known[name] {
				t.Errorf("%s names %s, which does not exist", d, name)
			}
		}
	}
}

// docsBlock is a fenced block of a document.
type docsBlock struct{ info, text string }

func docsBlocks(text string) []docsBlock {
	var out []docsBlock
	for _, m := range regexp.MustCompile("(?ms)^```([^\n]*)\n(.*?)^```$").FindAllStringSubmatch(text, -1) {
		out = append(out, docsBlock{m[1], m[2]})
	}
	return out
}

// docsWords splits a line as a shell does, as far as the documents need it.
func docsWords(line string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		out = append(out, m[1]+m[2])
	}
	return out
}

// TestDocsCommands: every command in a document is one that the program, the
// Makefile or the scripts understand. The drill is run for real below.
func TestDocsCommands(t *testing.T) {
	t.Chdir("..")
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	var understand func(args []string) string
	understand = func(args []string) string {
		for len(args) > 0 && regexp.MustCompile(`^[A-Z_]+=`).MatchString(args[0]) {
			args = args[1:]
		}
		if i := slices.Index(args, "<"); i >= 0 {
			args = args[:i]
		}
		switch {
		case len(args) == 0:
			return "nothing"
		case args[0] == "vitrine" || args[0] == "bin/vitrine" || args[0] == "/vitrine":
			if _, err := docsParser(t).Parse(args[1:]); err != nil {
				return err.Error()
			}
		case args[0] == "make":
			for _, target := range args[1:] {
				if !regexp.MustCompile(`(?m)^` + target + `:`).Match(makefile) {
					return "no target " + target
				}
			}
		case args[0] == "docker":
			if i := slices.Index(args, "-f"); i >= 0 {
				if _, err := os.Stat(args[i+1]); err != nil {
					return err.Error()
				}
			}
			if i := slices.Index(args, "vitrine"); i >= 0 {
				rest := args[i+1:]
				if rest[0] == "/vitrine" {
					rest = rest[1:]
				}
				return understand(append([]string{"vitrine"}, rest...))
			}
		case args[0] == "go":
			if !strings.Contains(strings.Join(args, " "), "-tags sqlite_fts5") {
				return "without the tag"
			}
			for _, a := range args {
				if strings.HasPrefix(a, "./") {
					if _, err := os.Stat(strings.TrimSuffix(a, "...")); err != nil {
						return err.Error()
					}
				}
			}
		case strings.HasPrefix(args[0], "scripts/"):
			if _, err := os.Stat(args[0]); err != nil {
				return err.Error()
			}
			if len(args) > 1 {
				return understand(args[1:])
			}
		default:
			return "a command that no test knows"
		}
		return ""
	}
	for _, d := range documents {
		text, err := os.ReadFile(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range docsBlocks(string(text)) {
			if b.info != "sh" {
				continue
			}
			for _, line := range strings.Split(strings.TrimSpace(b.text), "\n") {
				if args := docsWords(line); strings.Contains(line, "docker compose cp") {
					continue
				} else if wrong := understand(args); wrong != "" {
					t.Errorf("%s: %s: %s", d, line, wrong)
				}
			}
		}
	}
}

// TestDocsDrill runs what OPERATIONS.md calls a drill as it stands there: the
// commands of every day, backup and restore, and taking the secret out of a backup.
func TestDocsDrill(t *testing.T) {
	dir := t.TempDir()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(exe, filepath.Join(dir, "vitrine")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "password.txt"), []byte("een lang wachtwoord\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(line string) string {
		t.Helper()
		c := exec.Command("sh", "-euc", line)
		c.Dir = dir
		c.Env = append(os.Environ(), "VITRINE_AS_PROGRAM=1", "VITRINE_DATA="+filepath.Join(dir, "srv"), "PATH="+dir+":"+os.Getenv("PATH"), "LANG=en_GB.UTF-8", "LC_ALL=")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", line, err, out)
		}
		return string(out)
	}
	run(`vitrine --data srv init --url https://bib.example --name "Bibliotheek Mol" --handle bib --email an@bib.example --password-file password.txt`)
	var drills []docsBlock
	for _, b := range docsBlocks(document(t, "docs/OPERATIONS.md")) {
		if b.info == "sh drill" {
			drills = append(drills, b)
		}
	}
	if len(drills) != 3 {
		t.Fatalf("%d drills, not 3", len(drills))
	}
	if out := run(drills[0].text); !strings.Contains(out, "@jeugd@bib.example is ready") {
		t.Errorf("no channel was made:\n%s", out)
	}
	if out := run(drills[1].text); !strings.Contains(out, "@bib@bib.example") {
		t.Errorf("the restored installation has no site:\n%s", out)
	}
	secret := filepath.Join(dir, "fresh", "secret")
	if err := os.Remove(secret); err != nil {
		t.Fatal(err)
	}
	run(drills[2].text)
	got, err := os.ReadFile(secret)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(dir, "srv", "secret"))
	if err != nil || len(want) != 32 || !bytes.Equal(got, want) {
		t.Errorf("the secret out of the backup is not the one that went in (%d bytes, %v)", len(got), err)
	}
}
