package vocab

import (
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"strings"

	"vitrine/content"
)

// ParseActor reads the document of an actor as fetched from its id. Name is
// plain text and Summary HTML, both as they came: clean them before anybody
// sees them. A stub that GoToSocial serves to strangers has keys and no Inbox.
// The caller checks that the id is what was asked for, and sets Fetched.
func ParseActor(doc []byte) (*content.Actor, error) {
	m, err := decode(doc)
	if err != nil {
		return nil, err
	}
	if !named(m["@context"]) {
		return nil, refuse(NoContext, "")
	}
	typ, c := typeOf(m)
	if c != actorClass {
		return nil, refuse(BadType, "%q is no actor", typ)
	}
	t, err := typed(m)
	if err != nil {
		return nil, err
	}
	if err := sameType(t, typ); err != nil {
		return nil, err
	}
	return profileOf(m)
}

// profileOf reads an actor; everything of its own is on its own origin.
func profileOf(m map[string]any) (*content.Actor, error) {
	a := &content.Actor{}
	a.Type, _ = typeOf(m)
	if id, ok := m["id"].(string); ok {
		a.ID = idOf(id)
	}
	if a.ID == "" {
		return nil, refuse(BadID, "%s without an id", a.Type)
	}
	a.Host = Host(a.ID)
	for _, own := range []struct {
		to *string
		v  any
	}{
		{&a.Inbox, m["inbox"]},
		{&a.Outbox, m["outbox"]},
		{&a.Followers, m["followers"]},
		{&a.SharedInbox, member(m["endpoints"], "sharedInbox")},
	} {
		if *own.to = idOf(own.v); *own.to != "" && !SameOrigin(*own.to, a.ID) {
			return nil, refuse(OtherOrigin, "%s of %s", *own.to, a.ID)
		}
	}
	a.Handle = handleOf(m, a.Host)
	a.Name, _ = words(m, "name")
	a.Name = cut(a.Name, maxName)
	a.Summary, _ = words(m, "summary")
	a.URL = pageOf(m["url"], a.ID)
	for _, x := range many(m["icon"]) {
		if f, ok := fileOf(x); ok && a.Icon == "" {
			a.Icon = f.URL
		}
	}
	for _, id := range idsOf(m["alsoKnownAs"]) {
		if len(a.AlsoKnownAs) < maxAliases {
			a.AlsoKnownAs = append(a.AlsoKnownAs, id)
		}
	}
	a.MovedTo = idOf(m["movedTo"])
	a.Keys = keysOf(m, a.ID)
	return a, nil
}

func member(v any, name string) any {
	if m := objectOf(v); m != nil {
		return m[name]
	}
	return nil
}

// handleOf is name@host: what the actor says itself (FEP-2c59), else its name
// on its host; "" when it has none that could be a handle. Whether WebFinger
// agrees is for the caller to find out.
func handleOf(m map[string]any, host string) string {
	said := strings.TrimPrefix(strings.TrimPrefix(text(m, "webfinger"), "acct:"), "@")
	if name, at, ok := strings.Cut(said, "@"); ok && isHandle(name) && Origin("https://"+at) == "https://"+strings.ToLower(at) {
		return name + "@" + strings.ToLower(at)
	}
	if name := text(m, "preferredUsername"); isHandle(name) {
		return name + "@" + host
	}
	return ""
}

func isHandle(s string) bool {
	if s == "" || len(s) > 256 {
		return false
	}
	for _, r := range s {
		if r <= ' ' || strings.ContainsRune("@/\\<>\"'&?#:\x7f", r) {
			return false
		}
	}
	return true
}

// keysOf lists the keys that the actor owns, of at most maxKeys that it names;
// others are passed over.
func keysOf(m map[string]any, actor string) []content.ActorKey {
	var keys []content.ActorKey
	seen := 0
	for _, name := range []string{"publicKey", "assertionMethod", "verificationMethod", "authentication"} {
		for _, x := range many(m[name]) {
			k, ok := x.(map[string]any)
			if !ok || seen == maxKeys {
				continue
			}
			seen++
			if owner, key, err := keyOf(k); err == nil && owner == actor && SameOrigin(key.ID, actor) && !holds(keys, key.ID) {
				keys = append(keys, *key)
			}
		}
	}
	return keys
}

func holds(keys []content.ActorKey, id string) bool {
	for _, k := range keys {
		if k.ID == id {
			return true
		}
	}
	return false
}

// ParseKey reads the document behind a key id that is an address of its own:
// a bare key, or an actor that holds it. owner is who must in turn list the key.
func ParseKey(doc []byte, keyID string) (owner string, key *content.ActorKey, err error) {
	m, err := decode(doc)
	if err != nil {
		return "", nil, err
	}
	if m["publicKeyPem"] == nil && m["publicKeyMultibase"] == nil {
		a, err := profileOf(m)
		if err != nil {
			return "", nil, err
		}
		for i := range a.Keys {
			if a.Keys[i].ID == keyID {
				return a.ID, &a.Keys[i], nil
			}
		}
		return "", nil, refuse(BadKey, "%s does not hold %s", a.ID, keyID)
	}
	owner, key, err = keyOf(m)
	if err != nil {
		return "", nil, err
	}
	if key.ID != keyID || !SameOrigin(owner, keyID) {
		return "", nil, refuse(BadKey, "%s of %s at %s", key.ID, owner, keyID)
	}
	return owner, key, nil
}

// keyOf reads a key and who owns it: publicKeyPem, or a Multikey (FEP-521a).
func keyOf(m map[string]any) (owner string, key *content.ActorKey, err error) {
	key = &content.ActorKey{ID: idOf(m["id"])}
	if owner = idOf(m["owner"]); owner == "" {
		owner = idOf(m["controller"])
	}
	if key.ID == "" || owner == "" {
		return "", nil, refuse(BadKey, "a key without id or owner")
	}
	if s := text(m, "publicKeyMultibase"); s != "" {
		key.Type = "ed25519"
		key.Public, err = multikeyPublic(s)
		return owner, key, err
	}
	block, _ := pem.Decode([]byte(strings.TrimSpace(text(m, "publicKeyPem"))))
	if block == nil {
		return "", nil, refuse(BadKey, "%s is no PEM", key.ID)
	}
	var public any
	if block.Type == "RSA PUBLIC KEY" {
		public, err = x509.ParsePKCS1PublicKey(block.Bytes)
	} else {
		public, err = x509.ParsePKIXPublicKey(block.Bytes)
	}
	if err != nil {
		return "", nil, refuse(BadKey, "%s: %v", key.ID, err)
	}
	switch k := public.(type) {
	case *rsa.PublicKey:
		// A longer key would make each verification expensive.
		if bits := k.N.BitLen(); bits < 1024 || bits > 8192 || k.E < 3 {
			return "", nil, refuse(BadKey, "%s has %d bits", key.ID, bits)
		}
		key.Type = "rsa"
	case ed25519.PublicKey:
		key.Type = "ed25519"
	default:
		return "", nil, refuse(BadKey, "%s is a %T", key.ID, public)
	}
	key.Public, err = x509.MarshalPKIXPublicKey(public)
	return owner, key, err
}
