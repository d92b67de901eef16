package cmd

import (
	"context"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	cdpnet "github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// axe is axe-core 4.14.1 (MPL-2.0, see the licence beside it).
var axe = sync.OnceValues(func() (string, error) {
	b, err := os.ReadFile("testdata/axe/axe.min.js")
	return string(b), err
})

// browser is Chromium with one tab, and what it was seen doing.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	said     []string           // messages of its console: the policy's among them
	asked    []string           // addresses since the last visit began
	bytes    map[string]float64 // over the wire, by request id
	resource map[string]string  // type by request id: Document, Stylesheet, Image …
}

// startBrowser opens Chromium. Without it the test is skipped, unless
// BROWSER_TESTS=require.
func startBrowser(t *testing.T) *browser {
	t.Helper()
	path := ""
	for _, p := range []string{"/usr/lib/chromium/chromium", "chromium", "google-chrome"} {
		if found, err := exec.LookPath(p); err == nil {
			path = found
			break
		}
	}
	if path == "" || testing.Short() {
		if os.Getenv("BROWSER_TESTS") != "" {
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
	b := &browser{t: t}
	b.forget()
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc, chromedp.WithListener(b.hear))
	b.ctx = ctx
	t.Cleanup(func() { _ = chromedp.Cancel(ctx); cancel() })
	b.must(chromedp.Do(ctx, chromedp.Navigate("about:blank"))) // opens the tab, without a time limit
	_, err := chromedp.Call(ctx, cdpnet.Enable, cdpnet.EnableParams{})
	b.must(err)
	_, err = chromedp.Call(ctx, cdplog.Enable, cdp.Empty{})
	b.must(err)
	return b
}

func (b *browser) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *browser) hear(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *cdplog.EventEntryAdded:
		b.said = append(b.said, ev.Entry.Text)
	case *cdpnet.EventRequestWillBeSent:
		if !strings.HasPrefix(ev.Request.URL, "data:") { // the browser's own pictures, of a date field
			b.asked = append(b.asked, ev.Request.URL)
			b.resource[string(ev.RequestID)] = string(ev.Type)
		}
	case *cdpnet.EventLoadingFinished:
		b.bytes[string(ev.RequestID)] = ev.EncodedDataLength
	}
}

func (b *browser) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.said, b.asked, b.bytes, b.resource = nil, nil, map[string]float64{}, map[string]string{}
}

// sight is how a visitor sees a page.
type sight struct {
	name          string
	width, height int64
	scheme        string // prefers-color-scheme
	forced        bool
	noScript      bool
}

// sights are those that every page must stand.
var sights = []sight{
	{name: "light", width: 1280, height: 900, scheme: "light"},
	{name: "dark", width: 1280, height: 900, scheme: "dark"},
	{name: "320 px", width: 320, height: 256, scheme: "light"},
	{name: "forced colours", width: 1024, height: 800, scheme: "dark", forced: true},
	{name: "no script", width: 800, height: 800, scheme: "light", noScript: true},
}

// visit opens an address as s sees it, cold.
func (b *browser) visit(s sight, address string) {
	b.t.Helper()
	forced := "none"
	if s.forced {
		forced = "active"
	}
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: s.scheme}, {Name: "forced-colors", Value: forced}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	b.must(err)
	_, err = chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: s.noScript})
	b.must(err)
	_, err = chromedp.Call(b.ctx, cdpnet.SetCacheDisabled, cdpnet.SetCacheDisabledParams{CacheDisabled: true})
	b.must(err)
	b.must(chromedp.Do(b.ctx, chromedp.Navigate("about:blank")))
	b.forget()
	b.must(chromedp.Do(b.ctx, chromedp.EmulateViewport(s.width, s.height), chromedp.Navigate(address)))
	if s.noScript { // it has loaded without any; the checks themselves need it
		_, err = chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{})
		b.must(err)
	}
}

// ask evaluates an expression on the page at hand.
func ask[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	b.must(err)
	return v
}

// violations is what axe finds on the page at hand. Of forced colours it sees
// the author's half only, so it is not asked for their contrast.
func (b *browser) violations(forced bool) []string {
	b.t.Helper()
	source, err := axe()
	b.must(err)
	return ask[[]string](b, source+`;axe.run({preload: {assets: ["cssom"], timeout: 2000},
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		rules: {"color-contrast": {enabled: `+strconv.FormatBool(!forced)+`}}}).then(r =>
		r.violations.map(v => v.id + ": " + v.nodes.slice(0, 4).map(n => n.html.slice(0, 200) + " (" + n.any.concat(n.all, n.none).map(c => c.message).join("; ").slice(0, 200) + ")").join(" | ")))`)
}

// wide is what sticks out of the page, empty when nothing does (1.4.10).
func (b *browser) wide() string {
	b.t.Helper()
	return ask[string](b, `(() => { const w = innerWidth; if (document.documentElement.scrollWidth <= w) return "";
		const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > w + 1).slice(0, 3)
			.map(e => e.tagName + "." + e.className + " " + e.textContent.trim().slice(0, 40));
		return document.documentElement.scrollWidth + " px: " + out.join(" | ") })()`)
}

// unmarked are the stops of the keyboard that show no mark, or are hidden, when
// they have the focus (2.4.7, 2.4.11).
func (b *browser) unmarked() []string {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t"))) // from now on the focus is the keyboard's, and :focus-visible
	return ask[[]string](b, `(() => { const out = [], name = e => e.outerHTML.slice(0, 120);
		const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], iframe, audio[controls], video[controls]")]
			.filter(e => !e.disabled && e.type !== "hidden" && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}));
		for (const e of stops) {
			e.focus();
			if (document.activeElement !== e) { out.push("takes no focus: " + name(e)); continue }
			const outlined = s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2;
			let mark = outlined(getComputedStyle(e)) || outlined(getComputedStyle(e, "::after"));
			for (let p = e.parentElement, n = 0; p && n < 5 && !mark; p = p.parentElement, n++) mark = outlined(getComputedStyle(p)); // a card that is one target
			if (!mark) out.push("no mark: " + name(e));
			const r = e.getClientRects();
			if (!r.length || ![...r].some(x => x.width > 1 && x.height > 1)) { out.push("has no size: " + name(e)); continue }
			e.scrollIntoView({block: "nearest", behavior: "instant"});
			const box = e.getClientRects()[0], x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
			const top = document.elementFromPoint(x, y);
			if (!top || !(e.contains(top) || top.contains(e) || [...(e.labels || [])].some(l => l.contains(top)))) out.push("is covered by " + (top ? name(top) : "nothing, or is out of sight") + ": " + name(e));
		}
		document.activeElement.blur(); scrollTo(0, 0);
		return out })()`)
}

// walk presses Tab through the whole page: the first stop leads past the
// navigation (2.4.1), each stop is reached once and in an order without a trap
// (2.1.2), until the focus leaves the page.
func (b *browser) walk() string {
	b.t.Helper()
	ask[any](b, `(() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); window.seen = [] ;
		document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex") })()`)
	const limit = 400
	for i := range limit {
		b.must(chromedp.Do(b.ctx, chromedp.KeyEvent("\t")))
		said := ask[string](b, `(() => { const e = document.activeElement; if (e === document.body || e === document.documentElement) return "end";
			if (seen.at(-1) === e && e.matches("input, audio, video, iframe")) return ""; // a date has three stops of its own
			if (seen.includes(e)) return seen.indexOf(e) ? "trap at " + e.outerHTML.slice(0, 120) : "end";
			seen.push(e); return e.matches("a[href^='#']") ? "jump" : "" })()`)
		switch {
		case said == "end" && i > 0:
			return ""
		case i == 0 && said != "jump" && ask[bool](b, `document.querySelector("nav") !== null`): // there is something to pass by
			return "the first stop does not lead to the content: " + said
		case said != "" && said != "jump":
			return said
		}
	}
	return "more than " + strconv.Itoa(limit) + " stops"
}

// small are the targets of less than 24 by 24 px that are no words in a
// sentence and do not stand alone (2.5.8).
func (b *browser) small() []string {
	b.t.Helper()
	return ask[[]string](b, `(() => { const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary")].filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}));
		const inline = e => getComputedStyle(e).display === "inline" && [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.textContent.trim().length > 1);
		const box = new Map(all.map(e => [e, e.getBoundingClientRect()]));
		const clear = e => { const r = box.get(e), x = r.left + r.width / 2, y = r.top + r.height / 2;
			return all.every(o => { if (o === e || e.contains(o) || o.contains(e)) return true; const s = box.get(o);
				const dx = Math.max(s.left - x, 0, x - s.right), dy = Math.max(s.top - y, 0, y - s.bottom); return dx * dx + dy * dy >= 144 }) };
		return all.filter(e => { const r = box.get(e); return r.width > 1 && r.height > 1 && (r.width < 24 || r.height < 24) && !inline(e) && !clear(e) })
			.slice(0, 5).map(e => e.outerHTML.slice(0, 120)) })()`)
}

// shifts is how far the layout moved while the page loaded (CLS), and what moved.
func (b *browser) shifts() (v struct {
	CLS   float64  `json:"cls"`
	Moved []string `json:"moved"`
}) {
	b.t.Helper()
	v = ask[struct {
		CLS   float64  `json:"cls"`
		Moved []string `json:"moved"`
	}](b, `new Promise(done => { let cls = 0; const moved = [];
		new PerformanceObserver(l => { for (const e of l.getEntries()) { cls += e.value; for (const s of e.sources) if (s.node) moved.push((s.node.outerHTML || s.node.textContent).slice(0, 80)) } }).observe({type: "layout-shift", buffered: true});
		setTimeout(() => done({cls, moved: moved.slice(0, 4)}), 50) })`)
	return v
}

// wordy doubles the words of the interface, as another language may (L12).
const wordy = `(() => { for (const e of document.querySelectorAll("header a, header button, nav a, footer a, footer h2, button, .button, label, legend, summary, th, h2")) {
	const w = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); const texts = []; while (w.nextNode()) texts.push(w.currentNode);
	for (const t of texts) if (t.data.trim()) t.data = t.data + t.data.trim().toLowerCase() } })()`

// spaced lays the text spacing of 1.4.12 over the page.
const spaced = `(() => { const s = new CSSStyleSheet(); s.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"); document.adoptedStyleSheets = [...document.adoptedStyleSheets, s] })()`

// weight is what a page costs over the wire without the pictures of its
// content, in bytes, and in how many requests (F1).
func (b *browser) weight() (total float64, requests int, parts map[string]float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	parts = map[string]float64{}
	for id, kind := range b.resource {
		if kind == "Image" || kind == "Media" {
			continue
		}
		requests++
		parts[kind] += b.bytes[id]
		total += b.bytes[id]
	}
	return total, requests, parts
}
