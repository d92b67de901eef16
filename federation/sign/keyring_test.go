package sign

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/content"
)

// keyStore is the contract of content.KeyStore in memory: the first key stays.
type keyStore struct {
	mu   sync.Mutex
	keys []content.SealedKey
}

func (s *keyStore) SaveKey(_ context.Context, k content.SealedKey) (content.SealedKey, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, have := range s.keys {
		if have.Site == k.Site && have.Owner == k.Owner && have.Type == k.Type {
			return have, nil
		}
	}
	s.keys = append(s.keys, k)
	return k, nil
}

func (s *keyStore) Keys(_ context.Context, site, owner content.ID) ([]content.SealedKey, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []content.SealedKey
	for _, k := range s.keys {
		if k.Site == site && k.Owner == owner {
			out = append(out, k)
		}
	}
	return out, nil
}

func ring(t *testing.T, s content.KeyStore, secret string) *Keyring {
	t.Helper()
	k, err := NewKeyring(s, []byte(secret), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeyringKeepsKeysForLife(t *testing.T) {
	store, secret, ctx := &keyStore{}, strings.Repeat("s", 32), context.Background()
	a, b := ring(t, store, secret), ring(t, store, secret) // two processes
	var wg sync.WaitGroup
	var pairs [2]Pair
	for i, k := range []*Keyring{a, b} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p, err := k.Pair(ctx, "s1", "c1")
			if err != nil {
				t.Error(err)
			}
			pairs[i] = p
		}()
	}
	wg.Wait()
	pa, _ := PublicPEM(pairs[0].RSA.Public())
	pb, _ := PublicPEM(pairs[1].RSA.Public())
	if pa == "" || pa != pb {
		t.Fatal("two processes made two keys for one actor")
	}
	if _, err := pairs[0].Edwards(); err != nil {
		t.Fatal(err)
	}
	if s := fmt.Sprintf("%v %+v", pairs[0], store.keys[0].Sealed); strings.Contains(s, "PRIVATE") {
		t.Fatal("a private key was printed")
	}
}

func TestKeyringRefusesAnotherSecretAndASwappedKey(t *testing.T) {
	store, ctx := &keyStore{}, context.Background()
	if _, err := ring(t, store, strings.Repeat("s", 32)).Pair(ctx, "s1", "c1"); err != nil {
		t.Fatal(err)
	}
	if _, err := ring(t, store, strings.Repeat("x", 32)).Pair(ctx, "s1", "c1"); !errors.Is(err, ErrSecret) {
		t.Fatalf("another secret: %v", err)
	}
	store.keys[0].Owner = "c2"
	if _, err := ring(t, store, strings.Repeat("s", 32)).Pair(ctx, "s1", "c2"); !errors.Is(err, ErrSecret) {
		t.Fatalf("a key swapped to another actor: %v", err)
	}
	if _, err := NewKeyring(store, []byte("short"), time.Now); err == nil {
		t.Fatal("a short secret was taken")
	}
}
