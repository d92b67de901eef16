package peer

import (
	"context"
	"crypto"
	"encoding/json"

	"vitrine/federation/sign"
)

// maxKeys is the most keys read per actor (Fedify CVE-2026-34148).
const maxKeys = 10

// ActorKey is a public key with its proven owner.
type ActorKey struct {
	ID     string // as the signature names it
	Owner  string // id of the actor that lists it; same origin as the key
	Public crypto.PublicKey
	Actor  []byte // the actor's document, checked by CheckJSON; not to be changed
}

// FetchKey finds the key that a signature names: the document at the key's
// address is the actor, or a key that names the actor as owner or controller.
// Either way the actor itself is read, must list the key, and must live on the
// key's origin.
//
// What was found holds for a minute and what was not for up to five, so that bad
// signatures cannot make us fetch without end; the same key is looked up once
// for all who wait for it. Errors are an [*Error], whose status is 410 for an
// actor that is gone.
func (c *Client) FetchKey(ctx context.Context, keyID string, as *sign.Signer) (*ActorKey, error) {
	if _, err := c.check(keyID, forDocuments); err != nil {
		return nil, err
	}
	return c.keys.do(ctx, keyID, func(ctx context.Context) (*ActorKey, error) { return c.fetchKey(ctx, keyID, as) })
}

func (c *Client) fetchKey(ctx context.Context, keyID string, as *sign.Signer) (*ActorKey, error) {
	doc, err := c.Get(ctx, keyID, as, Activity)
	if err != nil {
		return nil, err
	}
	// GoToSocial answers a key's address with a stub of the actor, which Get
	// has followed to the actor. What is a key by itself names its owner.
	single, isKey := entryOf(doc.Body)
	if isKey {
		if single.id != keyID || !SameOrigin(single.owner, keyID) {
			return nil, fail(ReasonKey, "", "%.200q is not a key of %.200q", keyID, single.owner)
		}
		if doc, err = c.Get(ctx, single.owner, as, Activity); err != nil {
			return nil, err
		}
	}
	if !SameOrigin(doc.ID, keyID) {
		return nil, fail(ReasonKey, "", "%.200q is on another origin than %.200q", keyID, doc.ID)
	}
	pub, err := keyIn(doc.Body, keyID, single)
	if err != nil {
		return nil, err
	}
	return &ActorKey{ID: keyID, Owner: doc.ID, Public: pub, Actor: doc.Body}, nil
}

// KeyOf finds a key in an actor's document: in publicKey (RSA, of which the
// actor must be the owner) or in assertionMethod (FEP-521a, of which it must be
// the controller). The id must match as it stands. Errors are an [*Error].
func KeyOf(actor []byte, keyID string) (crypto.PublicKey, error) {
	return keyIn(actor, keyID, keyEntry{})
}

// keyIn is KeyOf; an actor may also list the id alone of a key that was read
// from its own address, which is then given as single.
func keyIn(actor []byte, keyID string, single keyEntry) (crypto.PublicKey, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(actor, &members); err != nil {
		return nil, fail(ReasonKey, "", "actor cannot be read")
	}
	actorID, seen := text(members, "id"), 0
	for _, name := range []string{"publicKey", "assertionMethod"} {
		for _, raw := range listOf(members[name]) {
			if seen++; seen > maxKeys {
				return nil, fail(ReasonKey, "", "%.200q lists more than %d keys", actorID, maxKeys)
			}
			var id string
			entry, _ := entryOf(raw)
			if json.Unmarshal(raw, &id) == nil && id == single.id {
				entry = single
			}
			if entry.id != keyID || keyID == "" {
				continue
			}
			if entry.owner != actorID {
				return nil, fail(ReasonKey, "", "owner of %.200q is %.200q, not %.200q", keyID, entry.owner, actorID)
			}
			pub, err := entry.public()
			if err != nil {
				return nil, &Error{Reason: ReasonKey, Err: err}
			}
			return pub, nil
		}
	}
	return nil, fail(ReasonKey, "", "%.200q does not list %.200q", actorID, keyID)
}

// keyEntry is a key as publicKey (security vocabulary) or as a Multikey.
type keyEntry struct{ id, owner, pem, multibase string }

// entryOf reads a key; ok tells that the object is one.
func entryOf(raw []byte) (e keyEntry, ok bool) {
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil {
		return e, false
	}
	e = keyEntry{id: text(m, "id"), owner: text(m, "owner"), pem: text(m, "publicKeyPem"), multibase: text(m, "publicKeyMultibase")}
	if e.owner == "" {
		e.owner = text(m, "controller")
	}
	return e, e.owner != "" && (e.pem != "" || e.multibase != "")
}

func (e keyEntry) public() (crypto.PublicKey, error) {
	if e.pem != "" {
		return sign.ParsePublicPEM(e.pem)
	}
	return sign.ParseMultikey(e.multibase)
}

// listOf reads one value or an array of them.
func listOf(raw json.RawMessage) []json.RawMessage {
	if len(raw) == 0 {
		return nil
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		return list
	}
	return []json.RawMessage{raw}
}

// text is a member that is a string, its name matched exactly.
func text(members map[string]json.RawMessage, name string) string {
	var s string
	if json.Unmarshal(members[name], &s) != nil {
		return ""
	}
	return s
}
