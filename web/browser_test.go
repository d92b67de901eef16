package web_test

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"image"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"vitrine/web"
)

// axe is axe-core 4.14.1 (MPL-2.0, see testdata/axe/LICENSE).
//
//go:embed testdata/axe/axe.min.js
var axe string

// browse starts Chromium with one tab. Without Chromium the test is skipped,
// unless BROWSER_TESTS=require.
func browse(t *testing.T, listen func(ev any)) context.Context {
	t.Helper()
	path := ""
	for _, p := range []string{"/usr/lib/chromium/chromium", "chromium", "google-chrome"} {
		if found, err := exec.LookPath(p); err == nil {
			path = found
			break
		}
	}
	if path == "" || testing.Short() {
		if os.Getenv("BROWSER_TESTS") == "require" {
			t.Fatal("BROWSER_TESTS=require, and there is no Chromium")
		}
		t.Skip("no Chromium here: set BROWSER_TESTS=require where there must be one")
	}
	opts := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost"),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true)}
	if os.Getuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // only our own pages, on loopback
	}
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithListener(listen))
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); cancel() })
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // opens the tab, without a time limit
		t.Fatal(err)
	}
	return ctx
}

// served is a world behind a real server; its origin is what browsers ask.
func served(t *testing.T) (*world, string) {
	t.Helper()
	var handler http.Handler
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	origin := strings.Replace(srv.URL, "127.0.0.1", "bib.localhost", 1)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 48)), nil); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, func(_ *web.Config, f *fake) {
		f.site.Origin = origin
		m := f.items[0].Media[0].Media
		m.ID = "aaaaaaaaaaaaaaaaaaaaaaaaaa"
		m.Renditions = m.Renditions[:2]
		for _, r := range m.Renditions {
			f.blobs[m.Key(r.Name)] = b.Bytes()
		}
		f.items[0].Texts[0].Body = `<h2>Kop</h2><p>` + strings.Repeat("Hottentottententententoonstelling ", 20) + `</p><p><a href="/nl/agenda">De agenda van deze maand</a></p>`
	})
	handler = w.handler
	return w, origin
}

// TestInABrowser holds P1 and P2, the content security policy, reflow at 320 by
// 256 (WCAG 1.4.10) and what axe finds, in light, dark and forced colours.
func TestInABrowser(t *testing.T) {
	var mu sync.Mutex
	var messages, requests []string
	ctx := browse(t, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			messages = append(messages, ev.Entry.Text)
		case *network.EventRequestWillBeSent:
			requests = append(requests, ev.Request.URL)
		}
	})
	_, origin := served(t)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	must(err)
	_, err = chromedp.Call(ctx, log.Enable, cdp.Empty{})
	must(err)
	for i, path := range everyPage {
		must(chromedp.Do(ctx, chromedp.EmulateViewport(320, 256), chromedp.Navigate(origin+path)))
		width, err := chromedp.Run(ctx, chromedp.Evaluate[int](`document.documentElement.scrollWidth`))
		must(err)
		if width > 320 {
			t.Errorf("1.4.10 %s: %d px wide at 320", path, width)
		}
		kept, err := chromedp.Run(ctx, chromedp.Evaluate[int](`localStorage.length + sessionStorage.length + document.cookie.length`))
		must(err)
		cookies, err := chromedp.Call(ctx, network.GetCookies, network.GetCookiesParams{})
		must(err)
		if kept+len(cookies.Cookies) > 0 {
			t.Errorf("P1 %s: something is stored", path)
		}
		for _, scheme := range []string{"light", "dark", "forced"} {
			if scheme != "light" && i%4 != 0 { // the style sheet is the same everywhere
				continue
			}
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if scheme == "forced" {
				media.Features = []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}
			}
			_, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, media)
			must(err)
			found, err := violations(ctx)
			must(err)
			for _, f := range found {
				t.Errorf("axe, %s, %s: %s", path, scheme, f)
			}
		}
	}
	// The check finds what is wrong, so that its silence means something.
	must(chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`void document.querySelector("h1").insertAdjacentHTML("afterend", "<img src=/favicon.ico><input>")`)))
	if found, err := violations(ctx); err != nil || len(found) < 2 {
		t.Errorf("axe on a broken page: %q, %v", found, err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, m := range messages {
		if !strings.Contains(m, "404") && !strings.Contains(m, "410") { // of the error pages themselves
			t.Errorf("H1: the browser says: %s", m)
		}
	}
	for _, r := range requests {
		if !strings.HasPrefix(r, origin+"/") && r != "about:blank" && !strings.HasPrefix(r, "data:") { // the browser's own calendar icon
			t.Errorf("P2: asks for %s", r)
		}
	}
	if len(requests) < len(everyPage) {
		t.Error(fmt.Sprint("only ", len(requests), " requests were seen"))
	}
}

// violations is what axe finds on the page at hand.
func violations(ctx context.Context) ([]string, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[[]string](axe+`;axe.run({preload: {assets: ["cssom"], timeout: 2000},
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
		r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | ")))`, chromedp.EvalAwaitPromise))
}

// TestFocusIsVisible walks an article by keyboard: every stop is visible (2.4.7), the first skips (2.4.1).
func TestFocusIsVisible(t *testing.T) {
	ctx := browse(t, func(any) {})
	_, origin := served(t)
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(640, 800), chromedp.Navigate(origin+"/nl/a/een-titel")); err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\t")); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`(() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
			return [e.tagName, e.className, s.outlineStyle, b.left >= 0 && b.top >= 0 && b.width > 0].join(" ") })()`))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(got, "BODY") || !strings.HasSuffix(got, "solid true") || (i == 0) != strings.Contains(got, "skip") {
			t.Errorf("stop %d: %s", i, got)
		}
	}
}
