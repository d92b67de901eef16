package sign

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/gowebpki/jcs"
)

// Names that FEP-8b32 and eddsa-jcs-2022 fix.
const (
	proofType    = "DataIntegrityProof"
	proofSuite   = "eddsa-jcs-2022"
	proofPurpose = "assertionMethod"
)

// Bounds of a document with proofs.
const (
	maxProofDoc = 1 << 20 // bytes
	maxProofs   = 8
)

// AddProof signs a JSON document with an eddsa-jcs-2022 proof (FEP-8b32) and
// returns it with the member proof added at its end; all other bytes stay as
// they were. The verification method is the id of the key, listed in the
// actor's assertionMethod. A document that has a proof already is refused.
func AddProof(doc []byte, verificationMethod string, key ed25519.PrivateKey, created time.Time) ([]byte, error) {
	if len(key) != ed25519.PrivateKeySize {
		return nil, fmt.Errorf("%w: Ed25519 private key of %d bytes", ErrKey, len(key))
	}
	members, err := canonicalMembers(doc)
	if err != nil {
		return nil, err
	}
	if _, ok := members["proof"]; ok {
		return nil, fmt.Errorf("%w: document has one already", ErrProof)
	}
	options := map[string]any{
		"type": proofType, "cryptosuite": proofSuite, "proofPurpose": proofPurpose,
		"verificationMethod": verificationMethod, "created": created.UTC().Format(time.RFC3339),
	}
	if context, ok := members["@context"]; ok {
		options["@context"] = context
	}
	hash, err := proofHash(options, members)
	if err != nil {
		return nil, err
	}
	options["proofValue"] = "z" + base58Encode(ed25519.Sign(key, hash))
	proof, err := canonical(options)
	if err != nil {
		return nil, err
	}
	body := bytes.TrimRight(doc, " \t\r\n")
	out := make([]byte, 0, len(body)+len(proof)+10)
	out = append(out, body[:len(body)-1]...) // without the closing brace
	if len(members) > 0 {
		out = append(out, ',')
	}
	out = append(out, `"proof":`...)
	out = append(out, proof...)
	return append(out, '}'), nil
}

// VerifyProof verifies the eddsa-jcs-2022 proof of a document and returns its
// verification method. The lookup finds the key of that name and is where the
// caller makes sure that the actor of the document lists it. Errors wrap
// [ErrProof], [ErrClock], [ErrSignature], or come from the lookup.
//
// The proof covers the document as JSON, not as JSON-LD: a member that is named
// twice anywhere is refused, because two readers could see two documents.
func VerifyProof(doc []byte, lookup func(verificationMethod string) (ed25519.PublicKey, error), now time.Time) (string, error) {
	members, err := canonicalMembers(doc)
	if err != nil {
		return "", err
	}
	raw, ok := members["proof"]
	if !ok {
		return "", fmt.Errorf("%w: none", ErrProof)
	}
	delete(members, "proof")
	proof, err := findProof(raw)
	if err != nil {
		return "", err
	}
	context, hasContext := members["@context"]
	own, carries := proof["@context"]
	if carries && (!hasContext || !bytes.Equal(own, context)) { // both are canonical
		return "", fmt.Errorf("%w: its @context differs from the document's", ErrProof)
	}
	method, sig, err := proofOptions(proof, now)
	if err != nil {
		return "", err
	}
	key, err := lookup(method)
	if err != nil {
		return "", fmt.Errorf("key of the proof: %w", err)
	}
	if err := CheckKey(key); err != nil {
		return "", err
	}
	delete(proof, "proofValue")
	hash, err := proofHash(proof, members)
	if err != nil {
		return "", err
	}
	if ed25519.Verify(key, hash, sig) {
		return method, nil
	}
	// Fedify serialises the proof inside the document, where its @context
	// is inherited, and signs it with that context spelled out.
	if !carries && hasContext {
		proof["@context"] = context
		if hash, err = proofHash(proof, members); err != nil {
			return "", err
		}
		if ed25519.Verify(key, hash, sig) {
			return method, nil
		}
	}
	return "", fmt.Errorf("%w: proof by %s", ErrSignature, method)
}

// findProof picks the one that we can verify from a proof or a list of them.
func findProof(raw json.RawMessage) (map[string]json.RawMessage, error) {
	list := []json.RawMessage{raw}
	if raw[0] == '[' {
		if err := json.Unmarshal(raw, &list); err != nil || len(list) > maxProofs {
			return nil, fmt.Errorf("%w: list of proofs", ErrProof)
		}
	}
	for _, one := range list {
		var proof map[string]json.RawMessage
		if json.Unmarshal(one, &proof) == nil && text(proof, "cryptosuite") == proofSuite {
			return proof, nil
		}
	}
	return nil, fmt.Errorf("%w: none of the suite %s", ErrProof, proofSuite)
}

// proofOptions checks what the proof says about itself.
func proofOptions(proof map[string]json.RawMessage, now time.Time) (method string, sig []byte, err error) {
	if text(proof, "type") != proofType || text(proof, "proofPurpose") != proofPurpose {
		return "", nil, fmt.Errorf("%w: type or purpose", ErrProof)
	}
	if _, chained := proof["previousProof"]; chained {
		return "", nil, fmt.Errorf("%w: proof chains are not read", ErrProof)
	}
	method = text(proof, "verificationMethod")
	if err := checkKeyID(method); err != nil {
		return "", nil, fmt.Errorf("%w: verificationMethod", ErrProof)
	}
	if _, ok := proof["created"]; ok {
		created, err := time.Parse(time.RFC3339, text(proof, "created"))
		if err != nil {
			return "", nil, fmt.Errorf("%w: created", ErrProof)
		}
		if created.After(now.Add(DefaultSkew)) {
			return "", nil, fmt.Errorf("%w: proof created %s ahead", ErrClock, created.Sub(now).Round(time.Second))
		}
	}
	if _, ok := proof["expires"]; ok {
		expires, err := time.Parse(time.RFC3339, text(proof, "expires"))
		if err != nil {
			return "", nil, fmt.Errorf("%w: expires", ErrProof)
		}
		if now.After(expires) {
			return "", nil, fmt.Errorf("%w: proof expired %s ago", ErrClock, now.Sub(expires).Round(time.Second))
		}
	}
	sig, err = multibase(text(proof, "proofValue"))
	if err != nil || len(sig) != ed25519.SignatureSize {
		return "", nil, fmt.Errorf("%w: proofValue", ErrProof)
	}
	return method, sig, nil
}

// text is a member that is a string. The name is matched exactly, which
// decoding into a struct would not do.
func text(members map[string]json.RawMessage, name string) string {
	var s string
	if json.Unmarshal(members[name], &s) != nil {
		return ""
	}
	return s
}

// proofHash is SHA-256(JCS(options)) followed by SHA-256(JCS(document)).
func proofHash(options, document any) ([]byte, error) {
	out := make([]byte, 0, 2*sha256.Size)
	for _, v := range []any{options, document} {
		b, err := canonical(v)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		out = append(out, sum[:]...)
	}
	return out, nil
}

// canonical is RFC 8785.
func canonical(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrProof, err)
	}
	if b, err = jcs.Transform(b); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrProof, err)
	}
	return b, nil
}

// canonicalMembers splits a JSON object into its canonical members.
func canonicalMembers(doc []byte) (map[string]json.RawMessage, error) {
	if len(doc) > maxProofDoc {
		return nil, fmt.Errorf("%w: document of %d bytes", ErrProof, len(doc))
	}
	if err := checkDepth(doc); err != nil {
		return nil, err
	}
	b, err := jcs.Transform(doc)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrProof, err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(b, &members); err != nil || members == nil {
		return nil, fmt.Errorf("%w: document is not an object", ErrProof)
	}
	return members, nil
}

// maxProofDepth bounds recursion before the canonicaliser recurses.
const maxProofDepth = 64

func checkDepth(doc []byte) error {
	depth, open := 0, false
	for i := 0; i < len(doc); i++ {
		switch c := doc[i]; {
		case open && c == '\\':
			i++
		case c == '"':
			open = !open
		case open:
		case c == '{' || c == '[':
			if depth++; depth > maxProofDepth {
				return fmt.Errorf("%w: document is nested too deeply", ErrProof)
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}
