package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"vitrine/web/respond"
)

// mounts are the handlers of others, by prefix.
func (h *Handler) mounts() []mount {
	f := h.cfg.Federation
	return []mount{
		{"/ap/", f}, {"/nodeinfo/", f}, {"/interact", f},
		{"/.well-known/webfinger", f}, {"/.well-known/nodeinfo", f}, {"/.well-known/host-meta", f},
		{"/api/", h.cfg.API}, {"/desk", h.cfg.Desk},
	}
}

// languageForm is what a language in an address looks like; which ones a site
// speaks is decided when it is known which site.
const languageForm = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"

// optional are the pages that links lead to only where they are served.
var optional = []string{"follow", "share", "qr.svg", "report", "feedback", "terms"}

// routes are all addresses of this package.
func (h *Handler) routes() http.Handler {
	m := mux.NewRouter()
	get := func(path string, a action) {
		path = strings.Replace(path, "{lang}", "{lang:"+languageForm+"}", 1)
		m.Handle(path, h.action(a)).Methods(http.MethodGet, http.MethodHead)
	}
	post := func(path string, a action) {
		m.Handle(strings.Replace(path, "{lang}", "{lang:"+languageForm+"}", 1), h.action(a)).Methods(http.MethodPost)
	}
	// For everyone
	get("/", rootRedirect)
	get("/robots.txt", robotsShow)
	get("/sitemap.xml", sitemapShow)
	get("/sitemap-{part:[0-9]{1,4}}.xml", sitemapPartShow)
	get("/.well-known/security.txt", securityShow)
	get("/favicon.ico", iconRedirect)
	get("/toegankelijkheid", accessibilityRedirect)
	get("/{accessible:"+accessibleForm+"}", accessibilityRedirect)
	get("/@{handle}", handleRedirect)
	get("/oembed", oembedShow)
	get("/media/{id}/{version:[0-9]{1,9}}/{rendition}", mediaShow)
	get("/assets/{hash}/{name:.+}", assetShow)
	get("/iiif/{item}/{page:[0-9]{1,3}}/info.json", zoomInfo)
	get("/iiif/{item}/{page:[0-9]{1,3}}/{region}/{size}/0/default.jpg", zoomImage)

	// Feeds
	for _, format := range []string{"rss", "atom", "json"} {
		feed := feedShow(format)
		get("/{lang}/feed."+format, feed)
		get("/{lang}/c/{handle}/feed."+format, feed)
		get("/{lang}/t/{tag}/feed."+format, feed)
		get("/{lang}/by/{author}/feed."+format, feed)
		get("/{lang}/{letter:[aehpsmlni]}/feed."+format, feed)
		get("/{lang}/{letter:m}/{slug}/feed."+format, editionFeedShow(format))
	}
	for _, format := range []string{"rss", "atom", "json"} {
		get("/{lang}/agenda/feed."+format, agendaFeedShow(format))
	}
	get("/{lang}/agenda.ics", agendaFeedShow("ics"))
	get("/{lang}/c/{handle}/agenda.ics", feedShow("ics"))
	get("/{lang}/t/{tag}/agenda.ics", feedShow("ics"))
	get("/{lang}/{letter:[aehpsmlni]}/agenda.ics", feedShow("ics"))
	get("/{lang}/{letter:[aehpsmlni]}/{slug}.ics", itemCalendarShow)
	get("/{lang}/{letter:[aehpsmlni]}/{slug}/{date}.ics", dateCalendarShow)
	get("/{lang}/{letter:[am]}/{slug}.epub", bookShow)

	// Pages
	get("/{lang}", slashRedirect)
	get("/{lang}/", cached(homeShow))
	get("/{lang}/agenda", agendaShow)
	get("/{lang}/embed", embedCodeShow)
	get("/embed/{lang}/agenda", embedShow)
	get("/{lang}/search", cached(searchShow))
	get("/{lang}/opensearch.xml", openSearchShow)
	get("/{lang}/qr.svg", qrShow)
	get("/{lang}/follow", made(followShow))
	post("/{lang}/follow", followSend)
	get("/{lang}/share", made(shareShow))
	post("/{lang}/share", shareSend)
	get("/{lang}/archive", cached(archiveShow))
	get("/{lang}/archive/{year}", cached(archiveShow))
	get("/{lang}/archive/{year}/{month}", cached(archiveShow))
	get("/{lang}/by/{author}", cached(authorShow))
	get("/{lang}/{info:about|accessibility|privacy|terms}", cached(infoShow))
	get("/{lang}/accessibility.json", accessibilityJSON)
	get("/{lang}/{accessible:toegankelijkheid|"+accessibleForm+"}", accessibilityMoved)
	for _, name := range []string{"feedback", "report"} {
		f := forms[name]
		if h.cfg.Duty == nil {
			break
		}
		get("/{lang}/"+name, whileOpen(f.show)) // what was typed before is still taken
		post("/{lang}/"+name, f.send)
		get("/{lang}/"+name+"/{id}", f.receipt)
	}
	get("/{lang}/c/{handle}", cached(channelShow))
	get("/{lang}/t/{tag}", cached(tagShow))
	get("/{lang}/{letter:[aehpsmlni]}", kindSlash)
	get("/{lang}/{letter:[aehpsmlni]}/", cached(kindShow))
	get("/{lang}/{letter:[aehpsmlni]}/{slug}", cached(itemShow))
	get("/{lang}/{letter:[aehpsmlni]}/{slug}/zoom", cached(zoomShow))

	for _, page := range optional {
		var found mux.RouteMatch
		h.offers[page] = m.Match(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/nl/" + page}}, &found)
	}
	m.NotFoundHandler = h.action(languageRedirect)
	m.MethodNotAllowedHandler = h.action(methodRefused)
	return m
}

// NewHandler serves the pages of all sites.
func NewHandler(cfg Config) http.Handler {
	size := cfg.CacheBytes
	if size <= 0 {
		size = defaultCacheBytes
	}
	h := &Handler{cfg: cfg, sites: sites{cfg: &cfg, by: map[string]*place{}}, offers: map[string]bool{}}
	h.cache, h.choices = newCache(size-size/choicesPart), newCache(size/choicesPart)
	h.tiles = respond.NewLimiter(tilesPerSecond, tileBurst, tileNetworks, cfg.Now)
	h.searches = respond.NewLimiter(searchesPerSecond, searchBurst, searchNetworks, cfg.Now)
	h.forms = respond.NewLimiter(formsPerSecond, formBurst, formNetworks, cfg.Now)
	h.seal, h.strangers = newFormSeal(cfg.FormKey), http.NewCrossOriginProtection()
	h.mounted, h.router = h.mounts(), h.routes()
	return respond.Wrap(h, respond.Options{Log: cfg.Log, Access: cfg.Access, Now: cfg.Now, Panic: h.panicked})
}
