package cmd

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/mux"

	"vitrine/content"
	"vitrine/content/clean"
	"vitrine/content/locale"
	"vitrine/content/media"
	"vitrine/federation"
	"vitrine/federation/peer"
	"vitrine/federation/sign"
	"vitrine/store"
	"vitrine/web"
	"vitrine/web/api"
	"vitrine/web/respond"
)

// App is the whole program, wired and not started.
type App struct {
	Store   *store.DB
	Blobs   media.Blobs
	Service *content.Service
	Client  *peer.Client
	Handler http.Handler
	Worker  *content.Worker
	Courier *federation.Courier
	Log     *slog.Logger

	opts  Options
	sites *siteFinder
	looks *looks
	pages web.Config // what the pages were made of
}

// Build wires the program. What the tests start is what the user starts.
type Build struct {
	Program
	Options
	Proxies    string            // trusted proxies, "10.0.0.0/8, 127.0.0.1"
	Resolve    map[string]string // of the demo: names that are this process
	Access     *slog.Logger      // nil: no access log
	Now        func() time.Time  // nil: the clock
	Log        *slog.Logger
	Images     int   // images scaled at a time; 0 means 1
	MaxMedia   int64 // bytes of an uploaded film, recording or document; 0 means 512 MiB
	ZoomBytes  int64 // of pictures in detail of others that are kept; 0 means 1 GiB
	CacheBytes int   // bound of the page cache; 0 means 32 MiB
}

// New opens stores and wires everything; nothing runs yet.
func (b Build) New(ctx context.Context) (*App, error) {
	if b.Now == nil {
		b.Now = now
	}
	cat, err := catalogue()
	if err != nil {
		return nil, err
	}
	db, err := b.openStore(ctx, b.Kinds, b.Log)
	if err != nil {
		return nil, err
	}
	app, err := b.wire(ctx, db, cat)
	if err != nil {
		db.Close()
		return nil, err
	}
	return app, nil
}

func (b Build) wire(ctx context.Context, db *store.DB, cat *locale.Catalogue) (*App, error) {
	blobs, err := b.openBlobs()
	if err != nil {
		return nil, err
	}
	secret, err := b.secret()
	if err != nil {
		return nil, err
	}
	ring, err := sign.NewKeyring(db, secret, b.Now)
	if err != nil {
		return nil, err
	}
	client, err := b.client(ctx, db)
	if err != nil {
		return nil, err
	}
	proxies, err := respond.ParseProxies(b.Proxies)
	if err != nil {
		return nil, fmt.Errorf("VITRINE_TRUSTED_PROXIES: %w", err)
	}
	app := &App{Store: db, Blobs: blobs, Client: client, Log: b.Log, opts: b.Options, sites: newSiteFinder(db, b.Now)}
	waking := wakingStore{db, app.wake}
	say := func(lang, key string, args ...any) string { return cat.T(lang, key, args...) }
	if app.looks, err = newLooks(b.Kinds, cat, db, b.themesDir(), b.Log); err != nil {
		return nil, err
	}
	images := max(b.Images, 1)
	app.Service = &content.Service{Store: waking, Clean: clean.Cleaner{}, Words: locale.Rules{}, Images: media.NewProcessor(media.Limits{}, images),
		Files: media.Files{}, Blobs: media.Bytes{Blobs: blobs}, Kinds: b.Kinds, Looks: app.looks, Now: b.Now, Log: b.Log}
	post, err := b.post(cat)
	if err != nil {
		return nil, err
	}
	app.Service.Letters = post.letters
	net := &network{client: client, ring: ring, now: b.Now}
	fed := federation.New(federation.Config{Store: waking, Kinds: b.Kinds, Keys: net, Client: net,
		Verify: verifier{replay: sign.NewReplay(0, 0), now: b.Now}, Cleaner: clean.Cleaner{}, Bodies: peerBodies{bodies{db, say}}, Editions: db, Say: say,
		Site: app.sites.of, Fail: failJSON(cat, b.Log), Wake: func(string) { app.wake() },
		Visitor: proxies.Visitor, Software: federation.Software{Name: "vitrine", Version: Version}, Now: b.Now, Log: b.Log})
	app.Courier = &federation.Courier{Server: fed}
	zoomed := newZoomCache(blobs, b.ZoomBytes, b.Now)
	handlers := fed.Handlers()
	handlers[content.QueuePublish], handlers[content.QueueExpire] = app.Service.RunTimer, app.Service.RunTimer
	handlers[content.QueueWebSub] = pinger{store: db, client: client}.ping
	handlers[content.QueueRetain] = retainer{store: db, now: b.Now, log: b.Log, sweep: zoomed.sweep}.run
	handlers[content.QueueMail] = post.sender.Run
	app.Worker = &content.Worker{Queue: db, Handlers: handlers, Now: b.Now, Log: b.Log}

	machines := mux.NewRouter()
	fed.Routes(machines)
	machines.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		failJSON(cat, b.Log)(w, r, content.Fail(content.NotFound, nil))
	})
	app.pages = web.Config{Sites: db, Channels: db, Public: app.Service, Items: db, Tags: db, Audience: db, Reading: db, Plain: clean.Cleaner{}, Media: db,
		Bodies: bodies{db, say}, Feeds: newFeeds(db, bodies{db, say}), Blobs: webBlobs{blobs}, Books: newBooks(db, bodies{db, say}, blobs, b.Log), Kinds: b.Kinds, Look: app.looks.of, Now: b.Now, Log: b.Log, Access: b.Access,
		Proxies: proxies, Elsewhere: elsewhere{client}, Federation: machines, Duty: app.Service, FormKey: formKey(secret), CacheBytes: b.CacheBytes,
		API: api.New(api.Config{Service: app.Service, Store: waking, Site: app.sites.of, Words: cat, Kinds: b.Kinds, Now: b.Now, Log: b.Log, Proxies: proxies,
			Limits: api.Limits{Media: b.MaxMedia}})}
	app.Handler = app.operators(web.NewHandler(app.pages))
	return app, nil
}

// Close gives back what New opened.
func (a *App) Close() error {
	a.Client.Close()
	if c, ok := a.Blobs.(io.Closer); ok {
		_ = c.Close() // a folder
	}
	return a.Store.Close()
}

func (a *App) wake() {
	a.Worker.Wake()
	a.Courier.Notice()
}

// Work runs the workers until the context ends, and waits for what they hold.
func (a *App) Work(ctx context.Context) {
	a.scheduleRetention(ctx)
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); a.Worker.Run(ctx) }()
	go func() { defer wg.Done(); a.Courier.Run(ctx) }()
	wg.Wait()
}

func (b Build) client(ctx context.Context, db *store.DB) (*peer.Client, error) {
	proxy, err := b.proxy()
	if err != nil {
		return nil, err
	}
	origin := ""
	sites, err := db.Sites(ctx)
	if err != nil {
		return nil, err
	}
	if len(sites) > 0 {
		origin = sites[0].Origin
	}
	return peer.New(peer.Options{UserAgent: peer.UserAgent(Version, origin), AllowPrivate: b.AllowPrivate, AllowHosts: b.AllowHosts, Proxy: proxy,
		Resolve: b.Resolve, Now: b.Now, Hosts: newHostMemory(db)})
}

// webBlobs lends the blob store to the pages.
type webBlobs struct{ media.Blobs }

type openBlob struct {
	io.ReadSeekCloser
	size int64
}

func (b openBlob) Size() int64 { return b.size }

func (b webBlobs) Open(ctx context.Context, key string) (web.Blob, error) {
	f, meta, err := b.Blobs.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	return openBlob{f, meta.Size}, nil
}

// failJSON answers an error to a program; one that names no language gets English.
func failJSON(cat *locale.Catalogue, log *slog.Logger) func(http.ResponseWriter, *http.Request, error) {
	langs := append([]string{"en"}, cat.Languages()...)
	return func(w http.ResponseWriter, r *http.Request, err error) {
		lang := locale.Match(r.Header.Get("Accept-Language"), langs)
		respond.WriteProblem(w, r, log, cat, lang, err, 0)
	}
}
