package federation

import (
	"encoding/json"
	"fmt"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// inbound is the payload of QueueInbound: an effect that needs the network,
// which no inbox request waits for.
type inbound struct {
	Do       string `json:"do"`      // fetch, move
	Address  string `json:"address"` // what to fetch
	Actor    string `json:"actor"`   // who claims it
	Activity string `json:"activity"`
	Type     string `json:"type"` // of the activity
}

// later stores an inbound job; jobs about one address are done in order, and a
// waiting one is enough.
func (s *Server) later(c ctx, site *content.Site, in inbound) error {
	payload, err := json.Marshal(in)
	if err != nil {
		return err
	}
	defer s.wake(content.QueueInbound)
	return s.Store.Enqueue(c, content.Job{ID: content.NewID(), Site: site.ID, Queue: content.QueueInbound, Key: in.Do + " " + in.Address, Payload: payload, Timer: true})
}

// Inbound does what an activity asks that needs the network.
func (s *Server) Inbound(c ctx, j content.Job) error {
	var in inbound
	if err := json.Unmarshal(j.Payload, &in); err != nil {
		return content.Fail(content.Malformed, err)
	}
	site, err := s.Store.Site(c, j.Site)
	if err != nil {
		return err
	}
	switch in.Do {
	case "fetch":
		return s.fetched(c, site, in)
	case "move":
		return s.moved(c, site, in)
	}
	return content.Failf(content.Malformed, "no inbound %q", in.Do)
}

// fetched looks at the origin whether what was forwarded or boosted is so: a
// post is what its own server says; one that is gone there is gone here.
func (s *Server) fetched(c ctx, site *content.Site, in inbound) error {
	doc, err := s.Client.Get(c, site, in.Address)
	seen := content.Received{Activity: in.Activity, Actor: in.Actor, At: s.Now()}
	if content.Is(err, content.Gone) || content.Is(err, content.NotFound) {
		if in.Type != "Delete" {
			return nil
		}
		return s.forget(c, site, seen, in.Address, in.Actor)
	}
	if err != nil {
		return err
	}
	if in.Type == "Delete" {
		return nil // it is still there: the Delete was not its owner's
	}
	p, err := vocab.ParsePost(doc)
	if err != nil {
		return content.Fail(content.Malformed, err)
	}
	if p.ID != in.Address {
		return content.Failf(content.Malformed, "%s is %s", in.Address, p.ID)
	}
	if blocked, err := s.Store.Blocked(c, site.ID, p.Author, vocab.Host(p.Author)); err != nil || blocked {
		return err
	}
	author, err := s.known(c, site, p.Author)
	if err != nil {
		return fmt.Errorf("author of %s: %w", p.ID, err)
	}
	if in.Type != "Announce" && p.Author != in.Actor {
		return content.Failf(content.Malformed, "%s is by %s, not %s", p.ID, p.Author, in.Actor)
	}
	m := &message{Activity: &vocab.Activity{ID: in.Activity, Type: in.Type, Actor: p.Author, Object: p, ObjectID: p.ID, Public: p.Public, To: p.To, Cc: p.Cc, Raw: doc},
		site: site, actor: author, in: seen}
	if in.Type == "Update" {
		return quiet(s.inUpdate(c, m))
	}
	if in.Type == "Announce" { // a followed institution passes on somebody's post
		return s.keepPost(c, m)
	}
	return quiet(s.inCreate(c, m))
}

// quiet turns "we do not have that" into nothing to do.
func quiet(err error) error {
	if content.Is(err, content.NotFound) || content.Is(err, content.Gone) {
		return nil
	}
	return err
}

// known is an actor from the cache, else fetched.
func (s *Server) known(c ctx, site *content.Site, id string) (*content.Actor, error) {
	a, err := s.Store.Actor(c, id)
	if content.Is(err, content.NotFound) {
		return s.fetchActor(c, site, id)
	}
	return a, err
}
