package sign

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestHostileHeaders(t *testing.T) {
	signed := func(scheme Scheme) *http.Request {
		req := request("POST", "/ap/inbox?x=1", testBody)
		if err := Sign(req, Signer{testKeyID, rsaKey()}, testNow, With{Scheme: scheme, Digest: NewDigest(testBody)}); err != nil {
			t.Fatal(err)
		}
		return arrive(req)
	}
	edit := func(name, old, new string) func(*http.Request) {
		return func(r *http.Request) {
			v := r.Header.Get(name)
			if !strings.Contains(v, old) {
				t.Fatalf("%s is %q, without %q", name, v, old)
			}
			r.Header.Set(name, strings.Replace(v, old, new, 1))
		}
	}
	for name, c := range map[string]struct {
		scheme Scheme
		change func(*http.Request)
		want   error
	}{
		"no signature":            {Cavage, func(r *http.Request) { r.Header.Del("Signature") }, ErrMissing},
		"empty signature":         {Cavage, func(r *http.Request) { r.Header.Set("Signature", "") }, ErrMalformed},
		"not a signature":         {Cavage, func(r *http.Request) { r.Header.Set("Signature", "hello this is malformed!") }, ErrMalformed},
		"two signatures":          {Cavage, func(r *http.Request) { r.Header.Add("Signature", r.Header.Get("Signature")) }, ErrMalformed},
		"two key ids":             {Cavage, edit("Signature", `keyId=`, `keyId="https://evil.example/k",keyId=`), ErrMalformed},
		"two key ids, other case": {Cavage, edit("Signature", `keyId=`, `keyid="https://evil.example/k",keyId=`), ErrMalformed},
		"no key id":               {Cavage, edit("Signature", `keyId=`, `key=`), ErrMalformed},
		"endless key id":          {Cavage, edit("Signature", testKeyID, strings.Repeat("k", maxKeyID+1)), ErrMalformed},
		"another key id":          {Cavage, edit("Signature", testKeyID, "https://evil.example/k"), nil}, // not covered: Check is by key
		"open quote":              {Cavage, edit("Signature", `signature="`, `signature="AA`), ErrMalformed},
		"truncated base64":        {Cavage, func(r *http.Request) { v := r.Header.Get("Signature"); r.Header.Set("Signature", v[:len(v)-4]+`"`) }, ErrMalformed},
		"shortened signature":     {Cavage, func(r *http.Request) { v := r.Header.Get("Signature"); r.Header.Set("Signature", v[:len(v)-9]+`"`) }, ErrSignature},
		"endless header":          {Cavage, edit("Signature", `keyId=`, `x="`+strings.Repeat("x", maxSignatureHeader)+`",keyId=`), ErrMalformed},
		"many parameters":         {Cavage, edit("Signature", `keyId=`, manyParams()+`keyId=`), ErrMalformed},
		"another method":          {Cavage, func(r *http.Request) { r.Method = "PUT" }, ErrSignature},
		"another path":            {Cavage, func(r *http.Request) { r.RequestURI = "/ap/a/1/inbox?x=1" }, ErrSignature},
		"another query":           {Cavage, func(r *http.Request) { r.RequestURI = "/ap/inbox?x=2" }, ErrSignature},
		"another date":            {Cavage, func(r *http.Request) { r.Header.Set("Date", testNow.Add(time.Minute).Format(http.TimeFormat)) }, ErrSignature},
		"two dates":               {Cavage, func(r *http.Request) { r.Header.Add("Date", r.Header.Get("Date")) }, ErrMalformed},
		"another content type":    {Cavage, func(r *http.Request) { r.Header.Set("Content-Type", "text/html") }, ErrSignature},
		"another host":            {Cavage, func(r *http.Request) { r.Host = "evil.example" }, ErrHost},
		"forwarded host":          {Cavage, func(r *http.Request) { r.Host = "evil.example"; r.Header.Set("X-Forwarded-Host", "hub.example") }, ErrHost},
		"another port":            {Cavage, func(r *http.Request) { r.Host = "hub.example:8080" }, ErrHost},
		"no digest":               {Cavage, func(r *http.Request) { r.Header.Del("Digest") }, ErrMalformed},

		"9421 no signature":       {RFC9421, func(r *http.Request) { r.Header.Del("Signature") }, ErrMalformed},
		"9421 no input":           {RFC9421, func(r *http.Request) { r.Header.Set("Signature-Input", "") }, ErrMissing},
		"9421 not a list":         {RFC9421, func(r *http.Request) { r.Header.Set("Signature-Input", "sig1=1") }, ErrMalformed},
		"9421 garbage":            {RFC9421, func(r *http.Request) { r.Header.Set("Signature-Input", "((((") }, ErrMalformed},
		"9421 label differs":      {RFC9421, edit("Signature", "sig1", "sig2"), ErrMalformed},
		"9421 label twice":        {RFC9421, func(r *http.Request) { r.Header.Add("Signature-Input", r.Header.Get("Signature-Input")) }, ErrMalformed},
		"9421 signature twice":    {RFC9421, func(r *http.Request) { r.Header.Add("Signature", "sig1=:AAAA:") }, ErrMalformed},
		"9421 parameter twice":    {RFC9421, edit("Signature-Input", ";created=", ";created=1;created="), ErrMalformed},
		"9421 part twice":         {RFC9421, edit("Signature-Input", `"@method"`, `"@method" "@method"`), ErrMalformed},
		"9421 part with params":   {RFC9421, edit("Signature-Input", `"@method"`, `"@method";req`), ErrMalformed},
		"9421 unknown part":       {RFC9421, edit("Signature-Input", `"@method"`, `"@method" "@status"`), ErrMalformed},
		"9421 upper case part":    {RFC9421, edit("Signature-Input", `"@method"`, `"@method" "Date"`), ErrMalformed},
		"9421 absent part":        {RFC9421, edit("Signature-Input", `"@method"`, `"@method" "x-absent"`), ErrCoverage},
		"9421 without method":     {RFC9421, edit("Signature-Input", `"@method" `, ``), ErrCoverage},
		"9421 without target":     {RFC9421, edit("Signature-Input", `"@target-uri" `, ``), ErrCoverage},
		"9421 path, no query":     {RFC9421, edit("Signature-Input", `"@target-uri"`, `"@authority" "@path"`), ErrCoverage},
		"9421 path, no authority": {RFC9421, edit("Signature-Input", `"@target-uri"`, `"@path" "@query"`), ErrCoverage},
		"9421 without digest":     {RFC9421, edit("Signature-Input", ` "content-digest"`, ``), ErrCoverage},
		"9421 without created":    {RFC9421, edit("Signature-Input", ";created=1791364502", ""), ErrCoverage},
		"9421 created in words":   {RFC9421, edit("Signature-Input", "1791364502", `"1791364502"`), ErrMalformed},
		"9421 without key id":     {RFC9421, edit("Signature-Input", "keyid", "k"), ErrMalformed},
		"9421 key id is a number": {RFC9421, edit("Signature-Input", `"`+testKeyID+`"`, "7"), ErrMalformed},
		"9421 another key id":     {RFC9421, edit("Signature-Input", testKeyID, "https://evil.example/k"), ErrSignature},
		"9421 unknown algorithm":  {RFC9421, edit("Signature-Input", ";created", `;alg="hmac-sha256";created`), ErrAlgorithm},
		"9421 algorithm added":    {RFC9421, edit("Signature-Input", ";created", `;alg="rsa-v1_5-sha256";created`), ErrSignature},
		"9421 other algorithm":    {RFC9421, edit("Signature-Input", ";created", `;alg="ed25519";created`), ErrAlgorithm},
		"9421 expired":            {RFC9421, edit("Signature-Input", ";created", ";expires=1791360000;created"), ErrClock},
		"9421 another method":     {RFC9421, func(r *http.Request) { r.Method = "DELETE" }, ErrSignature},
		"9421 another query":      {RFC9421, func(r *http.Request) { r.RequestURI = "/ap/inbox?x=2" }, ErrSignature},
		"9421 another host":       {RFC9421, func(r *http.Request) { r.Host = "evil.example" }, ErrHost},
		"9421 no content digest":  {RFC9421, func(r *http.Request) { r.Header.Del("Content-Digest") }, ErrDigest},
		"9421 wrong digest":       {RFC9421, func(r *http.Request) { r.Header.Set("Content-Digest", NewDigest(nil).field()) }, ErrDigest},
		"9421 many signatures":    {RFC9421, edit("Signature-Input", "sig1=", `a=("@method"),b=("@method"),c=("@method"),d=("@method"),sig1=`), ErrMalformed},
		"9421 endless header":     {RFC9421, edit("Signature-Input", ";created", `;nonce="`+strings.Repeat("x", maxSignatureHeader)+`";created`), ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			req := signed(c.scheme)
			c.change(req)
			if err := verify(req, testBody, rsaKey().Public(), options()); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

func manyParams() string {
	var b strings.Builder
	for i := range maxParams {
		fmt.Fprintf(&b, "p%d=1,", i)
	}
	return b.String()
}

// An attacker who knows the public key must not be able to make it say yes to
// a signature of another kind, nor to use a key that is too small.
func TestAlgorithmConfusion(t *testing.T) {
	weak := must(rsa.GenerateKey(rand.Reader, 1024))
	req := plain(testNow)
	base := must(outgoing(req).cavageBase([]string{"(request-target)", "host", "date", "digest"}, 0, 0, false))
	sum := sha256.Sum256([]byte(base))
	sig := must(rsa.SignPKCS1v15(rand.Reader, weak, crypto.SHA256, sum[:]))
	req.Header.Set("Signature", fmt.Sprintf(`keyId="k",headers="(request-target) host date digest",signature="%s"`, base64.StdEncoding.EncodeToString(sig)))
	if err := verify(arrive(req), testBody, &weak.PublicKey, options()); !errors.Is(err, ErrKey) {
		t.Errorf("1024-bit key: %v", err)
	}
	if _, err := NewPrivate(weak); !errors.Is(err, ErrKey) {
		t.Errorf("1024-bit key to sign with: %v", err)
	}
	p := must(Parse(forge(t, plain(testNow), "rsa-sha256", "(request-target) host date digest", "", edKey()), testBody, options()))
	if err := p.Check(edKey().Public()); !errors.Is(err, ErrAlgorithm) {
		t.Errorf("Ed25519 called rsa-sha256: %v", err)
	}
	for _, key := range []crypto.PublicKey{nil, "key", []byte("secret"), (*rsa.PublicKey)(nil), &rsa.PublicKey{}} {
		if err := p.Check(key); !errors.Is(err, ErrKey) {
			t.Errorf("key %T: %v", key, err)
		}
	}
}
