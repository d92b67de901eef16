package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is the program as a process of its own, with a site.
type process struct {
	t      testing.TB
	data   string
	port   int
	args   []string // options before the command
	serve  []string // options of serve
	token  string
	cmd    *exec.Cmd
	stderr *log
}

// log is what a process says; it may be read while it is written.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String is all that was said.
func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// vitrine runs a command of the program and returns what it printed.
func (p *process) vitrine(args ...string) string {
	p.t.Helper()
	out, err := p.try(args...)
	if err != nil {
		p.t.Fatalf("vitrine %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

func (p *process) try(args ...string) (string, error) {
	c := p.command(args...)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		return errs.String(), err
	}
	return string(out), nil
}

func (p *process) command(args ...string) *exec.Cmd {
	p.t.Helper()
	exe, err := os.Executable()
	if err != nil {
		p.t.Fatal(err)
	}
	c := exec.Command(exe, append(append([]string{}, p.args...), args...)...)
	c.Env = append(os.Environ(), "VITRINE_AS_PROGRAM=1", "VITRINE_DATA="+p.data, "VITRINE_FEDERATION_ALLOW_PRIVATE=true", "LANG=en_GB.UTF-8", "LC_ALL=")
	return c
}

// newProcess makes a site on a free loopback port, and a token for it.
func newProcess(t testing.TB, handle string, args ...string) *process {
	t.Helper()
	p := &process{t: t, data: t.TempDir(), port: freePort(t), args: args}
	pw := filepath.Join(p.data, "pw")
	if err := os.WriteFile(pw, []byte("een lang wachtwoord\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.vitrine("init", "--url", p.url(), "--name", "Huis "+handle, "--handle", handle, "--email", "an@"+handle+".example", "--password-file", pw, "--languages", "nl")
	p.token = strings.TrimSpace(p.vitrine("token", "create", "--user", "an@"+handle+".example", "--scope", "items:read,items:write,publish,media:write,moderate,admin"))
	return p
}

func (p *process) url() string { return fmt.Sprintf("http://127.0.0.1:%d", p.port) }

// start serves, and waits until the process answers.
func (p *process) start() {
	p.t.Helper()
	p.cmd = p.command(append([]string{"--log-level", "error", "serve", "--listen", fmt.Sprintf("127.0.0.1:%d", p.port)}, p.serve...)...)
	p.stderr = &log{}
	p.cmd.Stderr = p.stderr
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	c := p.cmd
	p.t.Cleanup(func() { c.Process.Kill(); c.Wait() })
	p.wait(30*time.Second, "it to answer", func() bool {
		res, err := http.Get(p.url() + "/readyz")
		if err != nil {
			return false
		}
		res.Body.Close()
		return res.StatusCode == 200
	})
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGKILL); err != nil {
		p.t.Fatal(err)
	}
	p.cmd.Wait()
}

// stop ends the process politely; it must say that all is well.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Fatalf("%v\n%s", err, p.stderr)
	}
}

// wait polls until ok, which is what the test is about to use.
func (p *process) wait(limit time.Duration, what string, ok func() bool) {
	p.t.Helper()
	for end := time.Now().Add(limit); !ok(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			log := ""
			if p.stderr != nil {
				log = p.stderr.String()
			}
			p.t.Fatalf("waited %v for %s\n%s", limit, what, log)
		}
	}
}

// call asks the API; out may be nil.
func (p *process) call(method, path, key string, in, out any) (int, error) {
	var body []byte
	if in != nil {
		var err error
		if body, err = json.Marshal(in); err != nil {
			return 0, err
		}
	}
	req, err := http.NewRequest(method, p.url()+path, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bearer "+p.token)
	req.Header.Set("Content-Type", "application/json")
	if key != "" {
		req.Header.Set("Idempotency-Key", key)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	if res.StatusCode/100 != 2 {
		return res.StatusCode, fmt.Errorf("%s %s: %s %s", method, path, res.Status, b)
	}
	if out != nil {
		return res.StatusCode, json.Unmarshal(b, out)
	}
	return res.StatusCode, nil
}

type timelinePost struct{ URI, Type, Name string }

// timeline is what the site received, newest first; nil while it is down.
func (p *process) timeline() []timelinePost {
	var all []timelinePost
	for cursor := ""; ; {
		var page struct {
			Items []timelinePost
			Next  string
		}
		if _, err := p.call("GET", "/api/v1/timeline?limit=100&cursor="+url.QueryEscape(cursor), "", nil, &page); err != nil {
			return nil
		}
		all = append(all, page.Items...)
		if cursor = page.Next; cursor == "" {
			return all
		}
	}
}
