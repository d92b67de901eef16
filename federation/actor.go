package federation

import (
	"context"
	"net/http"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// serverActor is the site's Application, which signs what no channel signs. It
// is always readable without a signature.
func (s *Server) serverActor(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	keys, err := s.Keys.Public(r.Context(), site, "")
	if err != nil {
		return err
	}
	body, err := vocab.ServerActor(site, keys.RSA)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

// serverCollection is an empty collection of the server actor.
func (s *Server) serverCollection(name string) action {
	return func(w http.ResponseWriter, r *http.Request, site *content.Site) error {
		id := site.ServerActor() + "/" + name
		if _, paged := cursor(r); paged {
			body, err := vocab.CollectionPage(vocab.Page{ID: id + "?page=true", PartOf: id}, nil)
			if err != nil {
				return err
			}
			return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
		}
		body, err := vocab.Collection(id, 0, id+"?page=true")
		if err != nil {
			return err
		}
		return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
	}
}

// actor is a channel's document.
func (s *Server) actor(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	_, v, err := s.actorView(r, site)
	if err != nil {
		return err
	}
	body, err := vocab.Actor(v)
	if err != nil {
		return err
	}
	return writeJSON(w, r, http.StatusOK, ActivityType, "", body)
}

func (s *Server) actorView(r *http.Request, site *content.Site) (*content.Channel, vocab.ActorView, error) {
	c, err := s.channel(r, site)
	if err != nil {
		return nil, vocab.ActorView{}, err
	}
	v, err := s.viewOf(r.Context(), site, c)
	return c, v, err
}

// channel is the channel in the address.
func (s *Server) channel(r *http.Request, site *content.Site) (*content.Channel, error) {
	id, err := pathID(r)
	if err != nil {
		return nil, err
	}
	return s.Store.Channel(r.Context(), site.ID, id)
}

func (s *Server) viewOf(ctx context.Context, site *content.Site, c *content.Channel) (vocab.ActorView, error) {
	keys, err := s.Keys.Public(ctx, site, c.ID)
	if err != nil {
		return vocab.ActorView{}, err
	}
	return vocab.ActorView{Site: site, Channel: c, KeyPEM: keys.RSA, Multikey: keys.Ed25519, Fields: c.Fields,
		Icon: s.avatar(ctx, site, c.Avatar), Image: s.picture(ctx, site, c.Header, 1600), ManualFollowers: site.Settings.ManualFollowers}, nil
}

// avatar is a channel's picture, square where a square rendition exists.
func (s *Server) avatar(ctx context.Context, site *content.Site, id content.ID) *content.Attachment {
	return s.picture(ctx, site, id, 320)
}

// picture is a media item as one image; nil when there is none: a profile
// without a picture is better than no profile.
func (s *Server) picture(ctx context.Context, site *content.Site, id content.ID, width int) *content.Attachment {
	if id == "" {
		return nil
	}
	m, err := s.Store.Media(ctx, site.ID, id)
	if err != nil {
		return nil
	}
	alt, _ := m.Alt.In(site.DefaultLang())
	return image(site, m, alt, width)
}
