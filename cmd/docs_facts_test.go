package cmd

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vitrine/content"
)

// TestDocsExamples: every example of FEDERATION.md is part of a golden file, so
// it is what the program writes.
func TestDocsExamples(t *testing.T) {
	found := regexp.MustCompile("(?ms)^<!-- ([a-z-]+\\.json) -->\n```json\n(.*?)^```$").FindAllStringSubmatch(document(t, "FEDERATION.md"), -1)
	if n := strings.Count(document(t, "FEDERATION.md"), "```json"); n != len(found) || n == 0 {
		t.Errorf("%d examples, of which %d name their golden file", n, len(found))
	}
	for _, m := range found {
		golden, err := os.ReadFile(filepath.Join("..", "federation", "vocab", "testdata", "out", m[1]))
		if err != nil {
			t.Error(err)
			continue
		}
		var part, whole any
		if err := json.Unmarshal([]byte(m[2]), &part); err != nil {
			t.Errorf("%s: %v", m[1], err)
			continue
		}
		if err := json.Unmarshal(golden, &whole); err != nil {
			t.Fatal(err)
		}
		if at := differs(part, whole); at != "" {
			t.Errorf("the example of %s differs from the golden file at %s", m[1], at)
		}
	}
}

// differs tells where part is not a part of whole, "" when it is one.
func differs(part, whole any) string {
	switch p := part.(type) {
	case map[string]any:
		w, ok := whole.(map[string]any)
		if !ok {
			return " {}"
		}
		for k, v := range p {
			if at := differs(v, w[k]); at != "" {
				return "." + k + at
			}
		}
	case []any:
		w, _ := whole.([]any)
		for _, v := range p {
			if !slices.ContainsFunc(w, func(x any) bool { return differs(v, x) == "" }) {
				return "[]"
			}
		}
	default:
		if !reflect.DeepEqual(part, whole) {
			return " "
		}
	}
	return ""
}

// TestDocsFederation: FEDERATION.md has every activity that has an effect, and
// every address below /ap/.
func TestDocsFederation(t *testing.T) {
	text := document(t, "FEDERATION.md")
	_, acts, _ := strings.Cut(text, "## What we act on")
	acts, _, _ = strings.Cut(acts, "\n## ")
	known := regexp.MustCompile(`"(\w+)": s\.in`).FindAllStringSubmatch(document(t, "federation/inbox.go"), -1)
	if len(known) < 10 {
		t.Fatal("the list of activities was not found", known)
	}
	for _, m := range known {
		if !strings.Contains(acts, "`"+m[1]+"`") {
			t.Errorf("FEDERATION.md does not say what %s does", m[1])
		}
	}
	_, addresses, _ := strings.Cut(text, "## Addresses")
	addresses, _, _ = strings.Cut(addresses, "\n## ")
	for _, m := range regexp.MustCompile(`"(/ap/[^"]*)"`).FindAllStringSubmatch(document(t, "federation/routes.go"), -1) {
		parts := strings.Split(strings.TrimPrefix(m[1], "/"), "/")
		id, below := "/"+strings.Join(parts[:min(3, len(parts))], "/"), ""
		if parts[1] == "actor" { // what is below it is in its document
			id = "/ap/actor"
		} else if len(parts) > 3 {
			below = parts[3]
		}
		if !strings.Contains(addresses, "`"+id+"`") || below != "" && !strings.Contains(addresses, "`"+below+"`") {
			t.Errorf("FEDERATION.md does not have the address %s", m[1])
		}
	}
}

// TestDocsRegister: every table of the database is in the register of personal
// data or named as one without (P10), and the periods are the program's.
func TestDocsRegister(t *testing.T) {
	_, register, ok := strings.Cut(document(t, "docs/OPERATIONS.md"), "## What is kept, and for how long\n")
	if !ok {
		t.Fatal("no register")
	}
	register, _, _ = strings.Cut(register, "\n## ")
	files, err := filepath.Glob("../store/migrations/sqlite/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no migrations", err)
	}
	tables := map[string]bool{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?i)CREATE (?:VIRTUAL )?TABLE (\w+)`).FindAllSubmatch(b, -1) {
			tables[string(m[1])] = true
			if !strings.Contains(register, "`"+string(m[1])+"`") {
				t.Errorf("table %s is not in the register", m[1])
			}
		}
	}
	// The register in code has the same tables, each once (P10).
	where := map[string]int{}
	for _, rec := range content.Register {
		for _, name := range rec.Tables {
			where[name]++
		}
	}
	for _, name := range content.Impersonal {
		where[name]++
	}
	for name := range tables {
		if where[name] != 1 {
			t.Errorf("P10: table %s is %d times in content/register.go", name, where[name])
		}
		delete(where, name)
	}
	for name := range where {
		t.Errorf("P10: content/register.go has %s, which is no table", name)
	}
	r := content.DefaultRetention
	const day = 24 * time.Hour
	for _, c := range []struct {
		table string
		age   time.Duration
	}{{"actors", r.Actors}, {"remote_posts", r.Actors}, {"received", r.Seen}, {"activities", r.Seen}, {"drafts", r.Trash},
		{"followers", r.Ended}, {"deliveries", r.Dead}, {"receipts", r.Dead}, {"jobs", r.Dead}, {"hosts", r.Dead}, {"answers", r.Answers},
		{"messages", r.Messages}, {"messages", r.Waiting}, {"reports", r.Reports}} {
		says := strconv.Itoa(int(c.age/day)) + " days"
		if c.age < 2*day {
			says = strconv.Itoa(int(c.age/time.Hour)) + " hours"
		}
		row := regexp.MustCompile("(?m)^\\|[^|]*\\|[^|]*`" + c.table + "`.*$").FindString(register)
		if !strings.Contains(row, says) {
			t.Errorf("%s are kept for %s; the register says: %s", c.table, says, row)
		}
	}
	for _, m := range regexp.MustCompile("(?m)^\\| [^|]+\\|([^|]+)\\|").FindAllStringSubmatch(register, -1) {
		for _, name := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(m[1], -1) {
			if !tables[name[1]] {
				t.Errorf("the register names %s, which is no table", name[1])
			}
		}
	}
}

// TestDocsLimits: the limits that OPERATIONS.md states stand in the code so. Who
// changes one here must change it there.
func TestDocsLimits(t *testing.T) {
	operations := document(t, "docs/OPERATIONS.md")
	for _, c := range []struct{ says, file, code string }{
		{"100 requests a second on average, 1000 at once", "web/api/config.go", "either(&l.Rate, 100)\n\teither(&l.Burst, 1000)"},
		{"30 refused tokens a minute", "web/api/config.go", "either(&l.Failures, 30)"},
		{"8 MiB; an uploaded file 32 MiB", "web/api/config.go", "either(&l.Body, 8<<20)\n\teither(&l.File, 32<<20)"},
		{"2 a second on average, 20 at once", "web/search_show.go", "searchesPerSecond = 2\n\tsearchBurst       = 20"},
		{"100 a second on average, 3000 at once", "federation/limit.go", "= 100, 3000"},
		{"1 a second on average, 60 at once", "federation/limit.go", "= 1, 60"},
		{"5 a second on average, 300 at once", "federation/limit.go", "= 5, 300"},
		{"1 a second on average, 120 at once", "federation/limit.go", "= 1, 120"},
		{"| 1 MiB |", "federation/inbox.go", "maxBody = 1 << 20"},
		{"| 32 KiB |", "web/handler.go", "maxRawQuery = 32 << 10"},
		{"50 megapixels, 30000 pixels a side", "content/media/media.go", "l.Pixels = 50_000_000"},
		{"30000 pixels a side", "content/media/media.go", "l.Side = 30_000"},
		{"32 MiB, 20000 entries", "plugins/rss/rss.go", "MaxBytes = 32 << 20\n\tmaxDepth = 100\n\tmaxItems = 20_000"},
		{"get 20 seconds", "cmd/serve.go", "shutdownGrace = 20 * time.Second"},
		{"fails on seven days", "store/delivery_host.go", "daysToDie      = 7"},
		{"12 characters or more", "web/session/password.go", "MinPassword = 12 "},
	} {
		if !strings.Contains(operations, c.says) {
			t.Errorf("OPERATIONS.md does not say %q", c.says)
		}
		if !strings.Contains(document(t, c.file), c.code) {
			t.Errorf("%s has not %q, but OPERATIONS.md says %q", c.file, c.code, c.says)
		}
	}
}

// TestDocsNames: what a document links to, or names as a file, exists.
func TestDocsNames(t *testing.T) {
	for _, d := range documents {
		text := document(t, d)
		for _, m := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(text, -1) {
			name, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(name, "://") {
				continue
			}
			at := filepath.Join(filepath.Dir(d), name)
			if name == "" {
				at = d
			}
			if _, err := os.Stat(filepath.Join("..", at)); err != nil {
				t.Errorf("%s links to %s, which is not there", d, m[1])
			} else if anchor != "" && !headed(document(t, at), anchor) {
				t.Errorf("%s links to %s, and there is no such heading", d, m[1])
			}
		}
		for _, m := range regexp.MustCompile("`((?:cmd|content|federation|plugins|scripts|store|themes|web|docs)/[\\w./-]+)`").FindAllStringSubmatch(text, -1) {
			if m[1] == "content/notice/" { // an example
				continue
			}
			if _, err := os.Stat(filepath.Join("..", m[1])); err != nil {
				t.Errorf("%s names %s, which is not there", d, m[1])
			}
		}
	}
}

// headed reports whether a document has a heading with this anchor.
func headed(text, anchor string) bool {
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		slug := regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		if strings.ReplaceAll(slug, " ", "-") == anchor {
			return true
		}
	}
	return false
}
