package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vitrine/plugins"
)

// importer runs commands on an installation of its own.
type importer struct {
	*testing.T
	data string
}

func newImporter(t *testing.T) *importer {
	im := &importer{t, t.TempDir()}
	password := im.file("password", "een lang genoeg wachtwoord\n")
	if code, _, stderr := im.run("init", "--url", "https://bib.example", "--name", "Bib", "--handle", "bib", "--email", "an@bib.example", "--password-file", password); code != 0 {
		t.Fatal(stderr)
	}
	return im
}

func (im *importer) file(name, text string) string {
	path := filepath.Join(im.data, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		im.Fatal(err)
	}
	return path
}

func (im *importer) run(args ...string) (code int, stdout, stderr string) {
	im.Helper()
	file, err := os.Create(filepath.Join(im.TempDir(), "stderr"))
	if err != nil {
		im.Fatal(err)
	}
	defer file.Close()
	var out bytes.Buffer
	code = Main(testProgram, append(args, "--data", im.data, "--synchronous", "NORMAL"), &out, file)
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		im.Fatal(err)
	}
	b, err := io.ReadAll(file)
	if err != nil {
		im.Fatal(err)
	}
	return code, out.String(), string(b)
}

// report runs an import and reads its report.
func (im *importer) report(args ...string) *plugins.Report {
	im.Helper()
	code, stdout, stderr := im.run(append(args, "--json")...)
	var got struct{ Reports []*plugins.Report }
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || code != 0 || len(got.Reports) != 1 {
		im.Fatalf("status %d: %v\n%s%s", code, err, stdout, stderr)
	}
	return got.Reports[0]
}

func TestImportFromLoopback(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	late := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, `<rss version="2.0"><channel><title>F</title><link>/</link><language>nl</language><item><guid isPermaLink="false">1</guid><title>Eén</title>
				<description>&lt;p&gt;Tekst &lt;img src="/a.png" alt="De zaal"&gt;&lt;img src="/late.png" alt="De gevel"&gt;&lt;/p&gt;</description></item></channel></rss>`)
		case r.URL.Path == "/a.png", r.URL.Path == "/late.png" && late:
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write(picture.Bytes())
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	im := newImporter(t)
	if code, _, stderr := im.run("import", "rss", s.URL+"/feed"); code != 1 || !strings.Contains(stderr, "--allow-hosts") {
		t.Errorf("a loopback address without leave: status %d, %s", code, stderr)
	}
	args := []string{"import", "rss", s.URL + "/feed", "--allow-hosts", strings.TrimPrefix(s.URL, "http://")}
	if r := im.report(args...); r.Outcomes[plugins.Created] != 1 || r.Images != 1 || r.ImagesFailed != 1 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].What, "404") {
		t.Errorf("first run: %+v", r)
	}
	if r := im.report(args...); r.Outcomes[plugins.Unchanged] != 1 || r.Images != 0 || r.ImagesFailed != 1 {
		t.Errorf("second run: %+v", r)
	}
	late = true
	if r := im.report(args...); r.Outcomes[plugins.Updated] != 1 || r.Images != 1 {
		t.Errorf("third run: %+v", r)
	}
	if r := im.report(args...); r.Outcomes[plugins.Unchanged] != 1 || len(r.Problems) > 0 {
		t.Errorf("fourth run: %+v", r)
	}
	if code, stdout, _ := im.run(args...); code != 0 || stdout != "1 record: 1 unchanged.\n" {
		t.Errorf("in words: status %d, %q", code, stdout)
	}
}

func TestImportSaysWhatIsWrong(t *testing.T) {
	im := newImporter(t)
	wxr := `<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>B</title><link>https://oud.example</link>` +
		`<item><title>Een</title><wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><content:encoded>x</content:encoded></item>` + "\n" +
		`<item><title>Twee</title><wp:post_id>2</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><content:encoded>y</content:encoded></item></channel></rss>`
	whole, cut := im.file("whole.xml", wxr), im.file("cut.xml", wxr[:strings.Index(wxr, ">y<")])
	tests := []struct {
		args   []string
		code   int
		stdout string
		stderr string
	}{
		{[]string{"import", "wordpress", cut}, 1, "1 record: 1 new.", `cut.xml ends too early, in line 2, in "Twee". What is whole before that is imported`},
		{[]string{"import", "wordpress", whole}, 0, "2 records: 1 new, 1 unchanged.", ""},
		{[]string{"import", "rss", whole}, 1, "", "use: vitrine import wordpress"},
		{[]string{"import", "rss", filepath.Join(im.data, "none.xml")}, 1, "", "there is no such file"},
		{[]string{"import", "rss", im.data}, 1, "", "this is a folder"},
		{[]string{"import", "wordpress", whole, "--channel", "nobody"}, 1, "", `no channel "nobody"`},
		{[]string{"import", "wordpress", whole, "--site", "ander.example"}, 1, "", `no site "ander.example"`},
		{[]string{"import", "rss", "http://127.0.0.1:1/feed"}, 1, "", "refused"},
		{[]string{"import", "rss"}, 2, "", "file-or-url"},
	}
	for _, test := range tests {
		code, stdout, stderr := im.run(test.args...)
		if code != test.code || !strings.Contains(stdout, test.stdout) || !strings.Contains(stderr, test.stderr) {
			t.Errorf("%v: status %d\n%s%s", test.args, code, stdout, stderr)
		}
	}
}
