package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"vitrine/cmd/demo"
	"vitrine/content"
)

type demoCmd struct {
	Listen string `default:"127.0.0.1:8080" help:"Address to listen on; port 0 takes a free one."`

	keep bool                         // --data was given
	draw func(string) ([]byte, error) // nil: demo.Draw; tests have smaller pictures
}

// AfterApply notes whether a folder was asked for: without one the demo leaves
// nothing behind.
func (c *demoCmd) AfterApply(line *kong.Context) error {
	for _, p := range line.Path {
		if p.Flag != nil && p.Flag.Name == "data" {
			c.keep = true
		}
	}
	c.keep = c.keep || os.Getenv("VITRINE_DATA") != ""
	return nil
}

// Run serves the three institutions until it is told to stop.
func (c *demoCmd) Run(e *env) error {
	opts := *e.opts
	if opts.DatabaseURL != "" || opts.S3URL != "" {
		return errors.New("the demo keeps everything in a folder of its own; leave out --database-url and --s3-url")
	}
	if !c.keep {
		dir, err := os.MkdirTemp("", "vitrine-demo-*")
		if err != nil {
			return fmt.Errorf("temporary folder: %w", err)
		}
		defer os.RemoveAll(dir)
		opts.Data = dir
	}
	return c.serve(e.ctx, e, opts)
}

func (c *demoCmd) serve(ctx context.Context, e *env, opts Options) error {
	card, err := readCard(opts.Data)
	if err != nil {
		return err
	}
	ln, err := c.listen(card)
	if err != nil {
		return err
	}
	defer ln.Close()
	release, err := lockData(opts.Data)
	if err != nil {
		return err
	}
	defer release()
	port := ln.Addr().(*net.TCPAddr).Port
	if card != nil && card.Port != port {
		return fmt.Errorf("the demo in %s lives on port %d, and its addresses never change; start it with --listen 127.0.0.1:%d, or give another folder with --data", opts.Data, card.Port, card.Port)
	}
	if opts.LogLevel == "info" {
		opts.LogLevel = "warn" // the addresses on the screen are worth more than a line per request
	}
	app, err := demoBuild(e, opts, ln.Addr()).New(ctx)
	if err != nil {
		return err
	}
	defer app.Close()
	if card == nil {
		if card, err = (&houses{admin: &admin{env: e, store: app.Store, service: app.Service}, port: port}).open(ctx, opts.Data); err != nil {
			return fmt.Errorf("the demo: %w", err)
		}
	}
	if err := c.print(e, card); err != nil {
		return err
	}
	after, stop := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		life := demoLife{app: app, card: card, dir: opts.Data, started: app.Service.Now(), draw: c.draw}
		if life.draw == nil {
			life.draw = demo.Draw
		}
		if err := life.begin(after); err != nil && after.Err() == nil {
			app.Log.Warn("the demo is incomplete; it goes on at the next start", "err", err)
		}
	}()
	err = app.Serve(ctx, ln, "", []string{"web", "worker"})
	stop()
	<-done
	return err
}

// listen opens the demo's port: the one asked for, or, when that is 0, the one
// that the data was made for.
func (c *demoCmd) listen(card *demoCard) (net.Listener, error) {
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, fmt.Errorf("--listen %q is not host:port", c.Listen)
	}
	if port == "0" && card != nil {
		port = strconv.Itoa(card.Port)
	}
	ln, err := net.Listen("tcp", net.JoinHostPort(host, port))
	switch {
	case err == nil:
		return ln, nil
	case errors.Is(err, syscall.EADDRINUSE) && card == nil:
		return nil, fmt.Errorf("port %s is taken by another program; choose another one, for example: vitrine demo --listen 127.0.0.1:8081", port)
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("port %s is taken by another program, and this demo's addresses are on it; stop that program, or start a new demo with another --data and --listen", port)
	}
	return nil, fmt.Errorf("listen on %s: %w; choose another address with --listen", c.Listen, err)
}

// demoBuild is the program as "serve" builds it, with a dialer that takes the
// three names for this process. They are the only exception: every other
// private address stays refused.
func demoBuild(e *env, opts Options, at net.Addr) Build {
	ap := at.(*net.TCPAddr).AddrPort()
	ip := ap.Addr().Unmap()
	if ip.IsUnspecified() { // every address of this machine, this one too
		ip = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	self := netip.AddrPortFrom(ip, ap.Port()).String()
	names := map[string]string{}
	for _, h := range []string{"bib", "theater", "museum"} {
		names[net.JoinHostPort(h+".localhost", strconv.Itoa(int(ap.Port())))] = self
	}
	return Build{Program: e.program, Options: opts, Resolve: names, Log: opts.logger(e.err), Images: 2}
}

// demoCard is what the demo remembers and prints: addresses, accounts, and
// whether all of it has happened. It holds passwords and is readable by its owner alone;
// they open nothing but the demo.
type demoCard struct {
	Port  int        `json:"port"`
	Sites []demoSite `json:"sites"`
	Done  bool       `json:"done"` // followed, published, answered
}

type demoSite struct {
	Name    string        `json:"name"`
	URL     string        `json:"url"`
	Pages   []string      `json:"pages"`
	Handles []string      `json:"handles"`
	Staff   []demoAccount `json:"staff"`
	Token   string        `json:"token"`
	ID      content.ID    `json:"id"`
	Host    string        `json:"host"`
}

type demoAccount struct {
	Name     string `json:"name"`
	Email    string `json:"email"`
	Password string `json:"password"`
	Role     string `json:"role"`
}

const cardFile = "demo.json"

// readCard is nil where no demo has been. A folder with another installation's
// database is refused: the demo would add its sites there.
func readCard(dir string) (*demoCard, error) {
	name := filepath.Join(dir, cardFile)
	b, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, "vitrine.db")); err == nil {
			return nil, fmt.Errorf("%s holds an installation that is not a finished demo; give the demo a folder of its own with --data", dir)
		}
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	card := &demoCard{}
	if err := json.Unmarshal(b, card); err != nil || card.Port == 0 {
		return nil, fmt.Errorf("%s is damaged; remove the folder, or give another one with --data", name)
	}
	return card, nil
}

// save replaces the card as a whole, so that a stopped process leaves no half of one.
func (d *demoCard) save(dir string) error {
	b, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return err
	}
	name := filepath.Join(dir, cardFile)
	if err := os.WriteFile(name+".new", b, 0o600); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return os.Rename(name+".new", name)
}

// print says where everything is.
func (c *demoCmd) print(e *env, d *demoCard) error {
	if e.opts.JSON {
		return e.json(map[string]any{"sites": d.Sites, "stop": "interrupt (Ctrl+C) or SIGTERM", "kept": c.keep})
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Three institutions that follow each other. Open in a browser:\n")
	for _, s := range d.Sites {
		fmt.Fprintf(&b, "\n%s\n  pages    %s\n  follow   %s\n", s.Name, strings.Join(s.Pages, "  "), strings.Join(s.Handles, "  "))
		for _, a := range s.Staff {
			fmt.Fprintf(&b, "  staff    %s  %s  (%s, %s)\n", a.Email, a.Password, a.Name, a.Role)
		}
		fmt.Fprintf(&b, "  token    %s\n", s.Token)
	}
	u, err := url.Parse(d.Sites[0].URL)
	if err != nil {
		return err
	}
	if !d.Done {
		b.WriteString("\nThe pages fill during the first seconds.\n")
	}
	fmt.Fprintf(&b, "API: curl -H 'Authorization: Bearer TOKEN' http://%s/api/v1/items\n", u.Host)
	if !c.keep {
		b.WriteString("All of it is removed when you stop it; keep it with --data DIR.\n")
	}
	b.WriteString("Stop with Ctrl+C.\n")
	_, err = e.out.Write([]byte(b.String()))
	return err
}
