package federation

import (
	"crypto/sha256"
	"encoding/hex"
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

// later stores an inbound job; a waiting one for the same is enough. Its key
// holds everything that a stranger names, so that nobody's job takes the place
// of another's.
func (s *Server) later(c ctx, site *content.Site, in inbound) error {
	payload, err := json.Marshal(in)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(in.Do + "\x00" + in.Type + "\x00" + in.Actor + "\x00" + in.Address))
	defer s.wake(content.QueueInbound)
	return s.Store.Enqueue(c, content.Job{ID: content.NewID(), Site: site.ID, Queue: content.QueueInbound, Key: hex.EncodeToString(sum[:16]), Payload: payload, Timer: true})
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
// post is what its own server says; one that is gone there is gone here. The
// activity's id is not noted as received: who forwarded it could have made it up.
func (s *Server) fetched(c ctx, site *content.Site, in inbound) error {
	seen := content.Received{At: s.Now()}
	doc, err := s.Client.Get(c, site, in.Address)
	if content.Is(err, content.Gone) || content.Is(err, content.NotFound) || err == nil && vocab.IsTombstone(doc) {
		return s.lost(c, site, seen, in)
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
	if blocked, err := s.blocked(c, site, p.ID, p.Author); err != nil || blocked {
		return err
	}
	if in.Type != "Announce" && p.Author != in.Actor {
		return content.Failf(content.Malformed, "%s is by %s, not %s", p.ID, p.Author, in.Actor)
	}
	author, err := s.known(c, site, p.Author)
	if err != nil {
		return fmt.Errorf("author of %s: %w", p.ID, err)
	}
	m := &message{Activity: &vocab.Activity{ID: in.Activity, Type: in.Type, Actor: p.Author, Object: p, ObjectID: p.ID, Public: p.Public, To: p.To, Cc: p.Cc, Raw: doc},
		site: site, actor: author, in: seen}
	switch {
	case in.Type == "Update":
		return quiet(s.inUpdate(c, m))
	case in.Type == "Create":
		return quiet(s.inCreate(c, m))
	case p.Public: // a followed institution passes on somebody's post
		return quiet(s.keepPost(c, m))
	}
	return nil
}

// lost is what is gone at its origin. Only a Delete that said so takes it away
// here: a server in trouble answers 404 as well.
func (s *Server) lost(c ctx, site *content.Site, seen content.Received, in inbound) error {
	switch {
	case in.Type != "Delete":
		return nil
	case in.Address == in.Actor:
		return s.forgetActor(c, site, seen, in.Actor)
	}
	return s.forget(c, site, seen, in.Address, in.Actor)
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
	if !content.Is(err, content.NotFound) {
		return a, err
	}
	if a, err = s.fetchActor(c, site, id); err == nil && a.ID != id {
		return nil, content.Failf(content.Malformed, "%s is %s", id, a.ID)
	}
	return a, err
}
