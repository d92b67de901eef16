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
	"image/jpeg"
	"image/png"
	"io"
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
	house         int    // of the three sites
	path          string // below the site's address
	find          string // a CSS selector of the link on that page that leads to the page that is meant; empty: the page itself
	width, height int64
	dark          bool
}

var pictures = []picture{
	{file: "home.jpg", path: "/nl/", width: 1280, height: 1400},
	{file: "home-marquee.jpg", house: 1, path: "/nl/", width: 1280, height: 1400},
	{file: "home-quiet.jpg", house: 2, path: "/de/", width: 1280, height: 1400},
	{file: "home-dark.jpg", path: "/nl/", width: 1280, height: 960, dark: true},
	{file: "article.jpg", path: "/nl/a/honderd-jaar-lezen-aan-de-beek", width: 1280, height: 960},
	{file: "event.jpg", house: 1, path: "/nl/e/hand-in-hand", width: 1280, height: 960},
	{file: "month.jpg", path: "/nl/agenda?view=month", width: 1280, height: 1280},
	{file: "edition.jpg", house: 2, path: "/de/m/", find: ".h-entry .u-url", width: 1280, height: 1280},
	{file: "phone-home.jpg", path: "/nl/", width: 375, height: 760},
	{file: "phone-poster.jpg", house: 1, path: "/nl/", width: 375, height: 760},
	{file: "phone-article.jpg", house: 2, path: "/de/a/ein-jahr-im-torf-was-das-moor-behaelt", width: 375, height: 760, dark: true},
}

// quality of the JPEG files: no letter frays, and every file stays below heavy.
const (
	quality = 82
	heavy   = 150_000 // bytes
)

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
	origins, end, err := demo(ctx, program)
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
		shot, err := take(tab, origins[p.house], p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		data, err := squeeze(shot)
		if err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		if err := os.WriteFile(filepath.Join(folder, p.file), data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s  %d bytes\n", filepath.Join(folder, p.file), len(data))
	}
	return nil
}

// squeeze writes a screenshot as a JPEG file that is light enough for a document.
func squeeze(shot []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, err
	}
	for q := quality; q >= 50; q -= 8 {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: q}); err != nil {
			return nil, err
		}
		if out.Len() <= heavy {
			return out.Bytes(), nil
		}
	}
	return nil, fmt.Errorf("more than %d bytes", heavy)
}

// demo starts the demo on a free port, waits until it is filled, and gives the
// addresses of its sites.
func demo(ctx context.Context, program string) (origins []string, end func(), err error) {
	data, err := os.MkdirTemp("", "vitrine-screenshots-*")
	if err != nil {
		return nil, nil, err
	}
	c := exec.CommandContext(ctx, program, "--json", "--data", data, "demo", "--listen", "127.0.0.1:0")
	c.Stderr = os.Stderr
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	out, err := c.StdoutPipe()
	if err != nil {
		_ = os.RemoveAll(data)
		return nil, nil, err
	}
	if err := c.Start(); err != nil {
		_ = os.RemoveAll(data)
		return nil, nil, fmt.Errorf("start the demo: %w", err)
	}
	end = func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
		_ = os.RemoveAll(data)
	}
	var card struct{ Sites []struct{ URL string } }
	if err := json.NewDecoder(out).Decode(&card); err != nil || len(card.Sites) == 0 {
		end()
		return nil, nil, errors.Join(errors.New("the demo did not say where it is"), err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if err := settle(ctx, filepath.Join(data, "demo.json")); err != nil {
		end()
		return nil, nil, err
	}
	for _, s := range card.Sites {
		origins = append(origins, s.URL)
	}
	return origins, end, nil
}

// settle waits until the demo notes that everything is there.
func settle(ctx context.Context, card string) error {
	for {
		var state struct{ Done bool }
		if b, err := os.ReadFile(card); err == nil && json.Unmarshal(b, &state) == nil && state.Done {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the demo is not filled: %w", ctx.Err())
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
	scheme := "light"
	if p.dark {
		scheme = "dark"
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		return nil, err
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(p.width, p.height), chromedp.Navigate(origin+p.path)); err != nil {
		return nil, err
	}
	if p.find != "" {
		link, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf("document.querySelector(%q)?.href ?? ''", p.find)))
		if err != nil {
			return nil, err
		}
		if link == "" {
			return nil, fmt.Errorf("nothing is %s", p.find)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(link)); err != nil {
			return nil, err
		}
	}
	loaded, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Promise.all([...document.images].filter(i => i.getBoundingClientRect().top < innerHeight).map(i => i.decode().catch(() => 0))).then(() => performance.getEntriesByType("navigation")[0].responseStatus === 200)`, chromedp.EvalAwaitPromise))
	if err != nil {
		return nil, err
	}
	if !loaded {
		return nil, errors.New("there is no such page")
	}
	return chromedp.Run(ctx, chromedp.CaptureScreenshot())
}
