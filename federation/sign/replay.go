package sign

import (
	"crypto/sha256"
	"sync"
	"time"
)

// DefaultReplayLife is how long a signature must be remembered so that it can
// never be used twice: the longest life plus a skew on both ends.
const DefaultReplayLife = DefaultAge + 2*DefaultSkew

const replayShards = 16

// Replay remembers the signatures that were accepted. It holds two generations
// per shard and forgets the older one when the newer has lived for a life, or
// is full: memory is bounded whatever arrives, at the price of forgetting early
// under a flood, where the store's (activity id, actor) still dedupes.
type Replay struct {
	life   time.Duration
	perGen int
	shards [replayShards]replayShard
}

type replayShard struct {
	mu       sync.Mutex
	young    map[replayKey]struct{}
	old      map[replayKey]struct{}
	youngest time.Time // when young began
}

// replayKey is half a SHA-256 of key id and signature.
type replayKey [16]byte

// NewReplay makes a cache for about max signatures, each remembered for life
// at least; zero means 200,000 and DefaultReplayLife.
func NewReplay(max int, life time.Duration) *Replay {
	if max <= 0 {
		max = 200_000
	}
	if life <= 0 {
		life = DefaultReplayLife
	}
	return &Replay{life: life, perGen: max/(2*replayShards) + 1}
}

// Seen records a signature and reports whether it had been recorded before.
// Call it only after [Parsed.Check]: what nobody signed must not fill memory.
func (r *Replay) Seen(keyID string, sig []byte, now time.Time) bool {
	k := keyOf(keyID, sig)
	s := &r.shards[k[0]%replayShards]
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.young == nil || len(s.young) >= r.perGen || now.Sub(s.youngest) > r.life {
		if now.Sub(s.youngest) > 2*r.life {
			s.young = nil // both generations are past their life
		}
		s.old, s.young, s.youngest = s.young, make(map[replayKey]struct{}), now
	}
	if _, ok := s.young[k]; ok {
		return true
	}
	_, ok := s.old[k]
	s.young[k] = struct{}{}
	return ok
}

func keyOf(keyID string, sig []byte) replayKey {
	b := make([]byte, 0, 512)
	b = append(b, keyID...)
	b = append(b, 0) // no key id contains it
	sum := sha256.Sum256(append(b, sig...))
	return replayKey(sum[:16])
}
