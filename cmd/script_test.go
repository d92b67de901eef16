package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs an operator's sessions: every command, as a person types it
// and reads what it answers. Beside testscript's own commands there are:
//
//	port NAME                                 a free loopback address, as $NAME
//	get [-H 'name: value']... URL STATUS      headers are stderr, the body is stdout
//	post [-H 'name: value']... URL FILE STATUS
//	poll URL STATUS [TEXT]                    get until it is so, at most half a minute
//	json [PATH [VALUE]]                       stdout is JSON, and has VALUE at PATH
//	capture NAME [PATH]                       stdout, or what is at PATH, as $NAME
//	change FILE                               another byte in the middle of the file
//	shorten FILE                              its second half is lost
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LANG", "en_GB.UTF-8")
			e.Setenv("HOME", e.WorkDir)
			return os.WriteFile(e.WorkDir+"/pw", []byte("een lang wachtwoord\n"), 0o600)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"port": scriptPort, "get": scriptGet, "post": scriptPost, "poll": scriptPoll, "json": scriptJSON,
			"capture": scriptCapture, "change": scriptChange, "shorten": scriptShorten,
		},
		RequireUniqueNames: true,
	})
}

func usage(ts *testscript.TestScript, ok bool, how string) {
	if !ok {
		ts.Fatalf("usage: %s", how)
	}
}

func scriptPort(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, !neg && len(args) == 1, "port NAME")
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer ln.Close()
	ts.Setenv(args[0], ln.Addr().String())
}

func scriptGet(ts *testscript.TestScript, neg bool, args []string) {
	header, args := scriptHeader(ts, args)
	usage(ts, !neg && len(args) == 2, "get [-H 'name: value']... URL STATUS")
	scriptAsk(ts, http.MethodGet, args[0], header, nil, args[1])
}

func scriptPost(ts *testscript.TestScript, neg bool, args []string) {
	header, args := scriptHeader(ts, args)
	usage(ts, !neg && len(args) == 3, "post [-H 'name: value']... URL FILE STATUS")
	scriptAsk(ts, http.MethodPost, args[0], header, []byte(ts.ReadFile(args[1])), args[2])
}

func scriptHeader(ts *testscript.TestScript, args []string) (http.Header, []string) {
	h := http.Header{}
	for len(args) >= 2 && args[0] == "-H" {
		name, value, ok := strings.Cut(args[1], ": ")
		usage(ts, ok, "-H 'name: value'")
		h.Set(name, value)
		args = args[2:]
	}
	return h, args
}

// scriptClient follows no redirect: a script says where it goes.
var scriptClient = &http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func scriptRequest(method, url string, header http.Header, body []byte) (*http.Response, []byte, error) {
	req, err := http.NewRequest(method, url, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	req.Header = header
	if h := header.Get("Host"); h != "" {
		req.Host = h
	}
	res, err := scriptClient.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	return res, data, err
}

func scriptAsk(ts *testscript.TestScript, method, url string, header http.Header, body []byte, status string) {
	res, data, err := scriptRequest(method, url, header, body)
	ts.Check(err)
	ts.Check(res.Header.Write(ts.Stderr()))
	_, err = ts.Stdout().Write(data)
	ts.Check(err)
	if strconv.Itoa(res.StatusCode) != status {
		ts.Fatalf("%s %s: %s, want %s\n%.2000s", method, url, res.Status, status, data)
	}
}

func scriptPoll(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, !neg && (len(args) == 2 || len(args) == 3), "poll URL STATUS [TEXT]")
	want := ""
	if len(args) == 3 {
		want = args[2]
	}
	got := "nothing"
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		res, data, err := scriptRequest(http.MethodGet, args[0], http.Header{}, nil)
		if err != nil {
			got = err.Error()
			continue
		}
		got = fmt.Sprintf("%s\n%.2000s", res.Status, data)
		if strconv.Itoa(res.StatusCode) == args[1] && strings.Contains(string(data), want) {
			_, err := ts.Stdout().Write(data)
			ts.Check(err)
			return
		}
	}
	ts.Fatalf("waited for %s %s %q, got %s", args[0], args[1], want, got)
}

// scriptAt finds what is at a path like "0.handle" of the last stdout.
func scriptAt(ts *testscript.TestScript, path string) any {
	dec := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	dec.UseNumber()
	var v any
	ts.Check(dec.Decode(&v))
	if _, err := dec.Token(); err != io.EOF {
		ts.Fatalf("something follows the JSON")
	}
	if path == "" {
		return v
	}
	for _, name := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(x) {
				ts.Fatalf("there is no %s in %v", path, x)
			}
			v = x[i]
		default:
			ts.Fatalf("there is no %s", path)
		}
	}
	return v
}

func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, len(args) <= 2, "json [PATH [VALUE]]")
	path := ""
	if len(args) > 0 {
		path = args[0]
	}
	v := scriptAt(ts, path)
	got := fmt.Sprint(v)
	if list, ok := v.([]any); ok {
		got = fmt.Sprint(len(list)) // of a list, its length
	}
	if len(args) == 2 && (got == args[1]) == neg {
		ts.Fatalf("%s is %q", path, got)
	}
}

func scriptCapture(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, !neg && (len(args) == 1 || len(args) == 2), "capture NAME [PATH]")
	if len(args) == 1 {
		ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile("stdout")))
		return
	}
	ts.Setenv(args[0], fmt.Sprint(scriptAt(ts, args[1])))
}

func scriptChange(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, !neg && len(args) == 1, "change FILE")
	b := []byte(ts.ReadFile(args[0]))
	b[len(b)/2] ^= 0xff
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

func scriptShorten(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, !neg && len(args) == 1, "shorten FILE")
	b := []byte(ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b[:len(b)/2], 0o600))
}
