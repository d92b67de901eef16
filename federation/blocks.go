package federation

import (
	"strings"
	"sync"
	"time"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// blockLife is how long a site's blocks are used before they are read again.
const blockLife = time.Second

// blockList is what a site blocks, ready to be asked for every request.
type blockList struct {
	read    time.Time
	domains map[string]bool
	actors  map[string]bool
}

// blockLists remembers the blocks of each site.
type blockLists struct {
	mu   sync.RWMutex
	list map[content.ID]*blockList
}

// blocked reports whether the site blocks an actor, or the host of any of the
// addresses, or a domain above it. Both sides are compared in one form: lower
// case, ASCII, without a final dot; a block without a port holds for all ports.
func (s *Server) blocked(c ctx, site *content.Site, addresses ...string) (bool, error) {
	l, err := s.blocksOf(c, site.ID)
	if err != nil || len(l.domains)+len(l.actors) == 0 {
		return false, err
	}
	for _, a := range addresses {
		if l.actors[a] {
			return true, nil
		}
		full := vocab.Host(a)
		if l.domains[full] { // a block may name a port
			return true, nil
		}
		for host := bare(full); host != ""; _, host, _ = strings.Cut(host, ".") {
			if l.domains[host] {
				return true, nil
			}
		}
	}
	return false, nil
}

// bare is a host without its port.
func bare(host string) string {
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		return host[:i]
	}
	return host
}

func (s *Server) blocksOf(c ctx, site content.ID) (*blockList, error) {
	now := s.Now()
	s.blocks.mu.RLock()
	l := s.blocks.list[site]
	s.blocks.mu.RUnlock()
	if l != nil && now.Sub(l.read) < blockLife && !now.Before(l.read) {
		return l, nil
	}
	list, err := s.Store.Blocks(c, site)
	if err != nil {
		return nil, err
	}
	l = &blockList{read: now, domains: map[string]bool{}, actors: map[string]bool{}}
	for _, b := range list {
		if b.Kind == "actor" {
			l.actors[b.Value] = true
		} else if h := vocab.Host("https://" + strings.TrimPrefix(b.Value, "*.")); h != "" {
			l.domains[h] = true
		}
	}
	s.blocks.mu.Lock()
	defer s.blocks.mu.Unlock()
	if s.blocks.list == nil {
		s.blocks.list = map[content.ID]*blockList{}
	}
	s.blocks.list[site] = l
	return l, nil
}

// refuseBlocked is the answer to who is blocked.
func refuseBlocked() error { return &content.Error{Code: content.Forbidden, Key: "error.blocked"} }
