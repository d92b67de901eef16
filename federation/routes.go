package federation

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/gorilla/mux"

	"vitrine/content"
)

// action answers one address; the site was found by the Host header.
type action func(w http.ResponseWriter, r *http.Request, site *content.Site) error

// Routes are the addresses for machines. Everything below /ap/ is an opaque id
// that always answers ActivityPub JSON, never a page.
func (s *Server) Routes(m *mux.Router) {
	get := func(path string, a action) { m.HandleFunc(path, s.answer(a)).Methods("GET", "HEAD") }
	post := func(path string, a action) { m.HandleFunc(path, s.answer(a)).Methods("POST") }

	get("/.well-known/webfinger", s.webfinger)
	get("/.well-known/host-meta", s.hostMeta)
	get("/.well-known/nodeinfo", s.nodeinfoLinks)
	get("/nodeinfo/{version:2\\.[01]}", s.nodeinfo)

	get("/ap/actor", s.serverActor)
	get("/ap/actor/outbox", s.serverCollection("outbox"))
	get("/ap/actor/followers", s.serverCollection("followers"))
	post("/ap/actor/inbox", s.inbox)
	post("/ap/inbox", s.inbox)

	get("/ap/a/{id}", s.actor)
	get("/ap/a/{id}/outbox", s.outbox)
	get("/ap/a/{id}/followers", s.followers)
	get("/ap/a/{id}/following", s.following)
	get("/ap/a/{id}/featured", s.featured)
	get("/ap/a/{id}/tags", s.featuredTags)
	post("/ap/a/{id}/inbox", s.inbox)

	get("/ap/o/{id}", s.object)
	get("/ap/o/{id}/items", s.edition)
	get("/ap/o/{id}/replies", s.replies)
	get("/ap/o/{id}/likes", s.likes)
	get("/ap/o/{id}/shares", s.shares)
	get("/ap/x/{id}", s.activity)
	get("/ap/q/{id}", s.quoteStamp)
}

// answer finds the site, runs an action and answers its error in one place.
func (s *Server) answer(a action) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		site, err := s.Site(r)
		if err == nil {
			if site.State == content.SiteRemoved {
				err = content.Fail(content.Gone, nil)
			} else {
				err = a(w, r, site)
			}
		}
		if err != nil {
			s.Fail(w, r, err)
		}
	}
}

// pathID is the {id} of the address; what has not the form of an id is NotFound
// without asking the database.
func pathID(r *http.Request) (content.ID, error) {
	id := mux.Vars(r)["id"]
	if !content.ValidID(id) {
		return "", content.Fail(content.NotFound, nil)
	}
	return content.ID(id), nil
}

// ActivityType is the media type of every document below /ap/.
const ActivityType = "application/activity+json"

// writeJSON answers a document that anyone may read and keep for a while.
func writeJSON(w http.ResponseWriter, r *http.Request, status int, mediaType, etag string, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Vary", "Accept")
	h.Set("Cache-Control", "public, max-age=60")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if status == http.StatusOK {
		if etag == "" {
			etag = etagOf(body)
		}
		h.Set("ETag", etag)
		if matches(r.Header.Values("If-None-Match"), etag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the peer went away: nobody to tell
	}
	return nil
}

func etagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}

// matches is the weak comparison of If-None-Match (RFC 9110, section 13.1.2):
// a proxy that compresses marks our tags as weak.
func matches(header []string, etag string) bool {
	for _, t := range strings.Split(strings.Join(header, ","), ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == etag || t == "*" {
			return true
		}
	}
	return false
}

// cursor reads the page of a collection: absent, the collection itself; "min"
// or empty, the first page.
func cursor(r *http.Request) (c string, paged bool) {
	q := r.URL.Query()
	if !q.Has("page") {
		return "", false
	}
	c = q.Get("page")
	if c == "true" || c == "1" {
		c = ""
	}
	return c, true
}
