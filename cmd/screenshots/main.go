// Command screenshots takes the pictures that the documents show: it starts the
// demo, visits its pages in Chromium, and writes one file per picture. So a
// picture never shows what the program does not do.
//
//	scripts/screenshots [FOLDER]
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// picture is a page as one visitor sees it.
type picture struct {
	file          string
	path          string // below the first site's address
	width, height int64
}

var pictures = []picture{
	{file: "home.png", path: "/en/", width: 1200, height: 900},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: screenshots PROGRAM FOLDER")
		os.Exit(2)
	}
	if err := run(ctx, os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "screenshots:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, folder string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	origin, end, err := demo(ctx, program)
	if err != nil {
		return err
	}
	defer end()
	tab, leave, err := browser()
	if err != nil {
		return err
	}
	defer leave()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	tab, cancelTab := context.WithTimeout(tab, 2*time.Minute)
	defer cancelTab()
	for _, p := range pictures {
		png, err := take(tab, origin, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := os.WriteFile(filepath.Join(folder, p.file), png, 0o644); err != nil {
			return err
		}
		fmt.Println(filepath.Join(folder, p.file))
	}
	return nil
}

// demo starts the demo on a free port and gives its first site's address.
func demo(ctx context.Context, program string) (origin string, end func(), err error) {
	c := exec.CommandContext(ctx, program, "--json", "demo", "--listen", "127.0.0.1:0")
	c.Stderr = os.Stderr
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) } // it removes its folder
	out, err := c.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := c.Start(); err != nil {
		return "", nil, fmt.Errorf("start the demo: %w", err)
	}
	end = func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
	}
	var card struct{ Sites []struct{ URL string } }
	if err := json.NewDecoder(out).Decode(&card); err != nil || len(card.Sites) == 0 {
		end()
		return "", nil, errors.Join(errors.New("the demo did not say where it is"), err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if err := settle(ctx, card.Sites[0].URL); err != nil {
		end()
		return "", nil, err
	}
	return card.Sites[0].URL, end, nil
}

// settle waits until the front page has pictures and stays the same for a while:
// the houses have followed each other and published.
func settle(ctx context.Context, origin string) error {
	u, err := url.Parse(origin)
	if err != nil {
		return err
	}
	// Browsers know that *.localhost is this machine; resolvers need not.
	client := &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", u.Port()))
	}}}
	defer client.CloseIdleConnections()
	last, since := "", time.Now()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/en/", nil)
		if err != nil {
			return err
		}
		tag := ""
		if res, err := client.Do(req); err == nil {
			body, _ := io.ReadAll(io.LimitReader(res.Body, 4<<20))
			res.Body.Close()
			if res.StatusCode == http.StatusOK && bytes.Contains(body, []byte(`src="/media/`)) {
				tag = res.Header.Get("Etag")
			}
		}
		if tag != last {
			last, since = tag, time.Now()
		}
		if tag != "" && time.Since(since) > 5*time.Second {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the demo's front page does not settle: %w", ctx.Err())
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// browser opens Chromium with one tab.
func browser() (context.Context, func(), error) {
	path := ""
	for _, p := range []string{"/usr/lib/chromium/chromium", "chromium", "google-chrome"} {
		if found, err := exec.LookPath(p); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		return nil, nil, errors.New("there is no Chromium: sudo apt-get install --no-install-recommends chromium")
	}
	profile, err := os.MkdirTemp("", "vitrine-screenshots-*")
	if err != nil {
		return nil, nil, err
	}
	opts := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.UserDataDir(profile), chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost"),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true)}
	if os.Getuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // only our own pages, on loopback
	}
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	leave := func() {
		_ = chromedp.Cancel(ctx)
		cancel()
		cancelAlloc()
		_ = os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // opens the tab, without a time limit
		leave()
		return nil, nil, fmt.Errorf("open Chromium: %w", err)
	}
	return ctx, leave, nil
}

// take visits a page and waits for its pictures.
func take(ctx context.Context, origin string, p picture) ([]byte, error) {
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(p.width, p.height), chromedp.Navigate(origin+p.path)); err != nil {
		return nil, err
	}
	loaded, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Promise.all([...document.images].filter(i => i.getBoundingClientRect().top < innerHeight).map(i => i.decode().catch(() => 0))).then(() => document.title !== "")`, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	if !loaded {
		return nil, errors.New("the page has no title")
	}
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}
