package federation

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"vitrine/content"
)

type jrd struct {
	Subject string    `json:"subject"`
	Aliases []string  `json:"aliases,omitempty"`
	Links   []jrdLink `json:"links"`
}

type jrdLink struct {
	Rel  string `json:"rel"`
	Type string `json:"type,omitempty"`
	Href string `json:"href,omitempty"`
}

// webfinger answers every form of resource that peers ask with (RFC 7033,
// FEP-d556): acct:handle@handle-domain or @host, the actor's id, its page in any
// language, the server itself by address or as acct:host@host.
func (s *Server) webfinger(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	resource := r.URL.Query().Get("resource")
	if resource == "" || len(resource) > 2048 {
		return content.Failf(content.Malformed, "webfinger without a resource")
	}
	if isServer(site, resource) {
		return s.writeJRD(w, r, jrd{Subject: resource, Aliases: []string{site.ServerActor()}, Links: []jrdLink{
			{Rel: "self", Type: ActivityType, Href: site.ServerActor()},
			{Rel: "https://www.w3.org/ns/activitystreams#Service", Type: ActivityType, Href: site.ServerActor()}}})
	}
	c, err := s.byResource(r, site, resource)
	if err != nil {
		return err
	}
	id, page := site.ActorID(c.ID), site.ChannelURL(c, "")
	doc := jrd{Subject: "acct:" + c.Acct(site), Aliases: []string{page, id}, Links: []jrdLink{
		{Rel: "http://webfinger.net/rel/profile-page", Type: "text/html", Href: page},
		{Rel: "self", Type: ActivityType, Href: id}}}
	if icon := s.avatar(r.Context(), site, c.Avatar); icon != nil {
		doc.Links = append(doc.Links, jrdLink{Rel: "http://webfinger.net/rel/avatar", Type: icon.MediaType, Href: icon.URL})
	}
	return s.writeJRD(w, r, doc)
}

func (s *Server) writeJRD(w http.ResponseWriter, r *http.Request, doc jrd) error {
	body, err := json.Marshal(doc)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, "application/jrd+json", "", body)
}

func isServer(site *content.Site, resource string) bool {
	host := site.Host()
	switch strings.TrimSuffix(resource, "/") {
	case site.Origin, site.ServerActor():
		return true
	}
	return strings.EqualFold(strings.TrimPrefix(resource, "acct:"), host+"@"+host)
}

func (s *Server) byResource(r *http.Request, site *content.Site, resource string) (*content.Channel, error) {
	ctx := r.Context()
	if acct, ok := strings.CutPrefix(resource, "acct:"); ok || !strings.Contains(resource, "://") {
		if !ok {
			acct = resource
		}
		user, host, ok := strings.Cut(strings.TrimPrefix(acct, "@"), "@")
		if !ok || user == "" || host == "" {
			return nil, content.Failf(content.Malformed, "garbled resource")
		}
		if !strings.EqualFold(host, site.HandleDomain) && !strings.EqualFold(host, site.Host()) {
			return nil, content.Fail(content.NotFound, nil)
		}
		return s.byHandle(ctx, site, user)
	}
	u, err := url.Parse(resource)
	if err != nil || u.Host == "" {
		return nil, content.Failf(content.Malformed, "garbled resource")
	}
	if !strings.EqualFold(u.Scheme+"://"+u.Host, site.Origin) {
		return nil, content.Fail(content.NotFound, nil)
	}
	return s.channelByPath(r, site, u.Path)
}

// channelByPath finds the channel behind an actor's id, its page, or a
// language's home page, which is the main channel's.
func (s *Server) channelByPath(r *http.Request, site *content.Site, path string) (*content.Channel, error) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case len(parts) == 3 && parts[0] == "ap" && parts[1] == "a" && content.ValidID(parts[2]):
		return s.Store.Channel(r.Context(), site.ID, content.ID(parts[2]))
	case len(parts) == 3 && parts[1] == "c" && site.Speaks(content.Lang(parts[0])):
		return s.byHandle(r.Context(), site, parts[2])
	case len(parts) == 1 && strings.HasPrefix(parts[0], "@"):
		return s.byHandle(r.Context(), site, parts[0][1:])
	case len(parts) == 1 && site.Speaks(content.Lang(parts[0])):
		list, err := s.Store.Channels(r.Context(), site.ID)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			return list[0], nil
		}
	}
	return nil, content.Fail(content.NotFound, nil)
}

// byHandle finds a channel by what people type; what cannot be a handle is
// NotFound without asking the database.
func (s *Server) byHandle(c ctx, site *content.Site, handle string) (*content.Channel, error) {
	if handle = strings.ToLower(handle); !content.ValidHandle(handle) {
		return nil, content.Fail(content.NotFound, nil)
	}
	return s.Store.ChannelByHandle(c, site.ID, handle)
}

// hostMeta tells where WebFinger is, for those who ask on another domain first.
func (s *Server) hostMeta(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	body := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="` +
		content.Escape(site.Origin) + `/.well-known/webfinger?resource={uri}"/></XRD>` + "\n"
	return writeJSON(w, r, http.StatusOK, "application/xrd+xml; charset=utf-8", "", []byte(body))
}
