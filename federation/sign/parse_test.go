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

// forge signs a request over exactly the named headers, as a careless or
// hostile sender would. Extra goes between algorithm and headers.
func forge(t *testing.T, req *http.Request, algorithm, headers, extra string, key Private) *http.Request {
	t.Helper()
	m := outgoing(req)
	var created, expires int64
	for part := range strings.SplitSeq(extra, ",") {
		_, _ = fmt.Sscanf(part, "created=%d", &created)
		_, _ = fmt.Sscanf(part, "expires=%d", &expires)
	}
	base, err := m.cavageBase(strings.Fields(headers), created, expires, false)
	if err != nil {
		t.Fatal(err)
	}
	sig := must(signBytes(key, base))
	if algorithm != "" {
		algorithm = `,algorithm="` + algorithm + `"`
	}
	if extra != "" {
		extra = "," + extra
	}
	req.Header.Set("Signature", fmt.Sprintf(`keyId="%s"%s%s,headers="%s",signature="%s"`,
		testKeyID, algorithm, extra, headers, base64.StdEncoding.EncodeToString(sig)))
	return arrive(req)
}

// plain is a POST with the headers that a signature may cover.
func plain(at time.Time) *http.Request {
	req := request("POST", "/ap/inbox", testBody)
	req.Header.Set("Date", at.UTC().Format(http.TimeFormat))
	req.Header.Set("Digest", NewDigest(testBody).legacy())
	req.Header.Set("Content-Digest", NewDigest(testBody).field())
	return req
}

func TestCavageCoverage(t *testing.T) {
	const all = "(request-target) host date digest"
	for _, c := range []struct {
		headers, algorithm, extra string
		want                      error
	}{
		{all, "rsa-sha256", "", nil},
		{all, "hs2019", "", nil},
		{all, "RSA-SHA256", "", nil},
		{all, "", "", nil},
		{all + " content-type", "rsa-sha256", "", nil},
		{"(request-target) host date content-digest", "hs2019", "", nil},
		{"(request-target) host (created) digest", "hs2019", fmt.Sprint("created=", testNow.Unix()), nil},
		{"(request-target) host (created) digest", "", fmt.Sprint("created=", testNow.Unix()), nil},
		{"(request-target) host (created) (expires) digest", "hs2019", fmt.Sprintf("created=%d,expires=%d", testNow.Unix(), testNow.Unix()+60), nil},

		{"(request-target) host digest", "rsa-sha256", "", ErrCoverage},
		{"(request-target) date digest", "rsa-sha256", "", ErrCoverage},
		{"host date digest", "rsa-sha256", "", ErrCoverage},
		{"(request-target) host date", "rsa-sha256", "", ErrCoverage},
		{"", "rsa-sha256", "", ErrCoverage},
		{all + " date", "rsa-sha256", "", ErrMalformed},
		{"(request-target) host (created) digest", "rsa-sha256", fmt.Sprint("created=", testNow.Unix()), ErrAlgorithm},
		{all + " (expires)", "rsa-sha256", fmt.Sprint("expires=", testNow.Unix()+60), ErrAlgorithm},
		{all, "rsa-sha1", "", ErrAlgorithm},
		{all, "rsa-sha512", "", ErrAlgorithm},
		{all, "hmac-sha256", "", ErrAlgorithm},
		{all, "none", "", ErrAlgorithm},
		{all, "ed25519", "", ErrAlgorithm}, // the key is RSA
		{"(request-target) host (created) digest", "hs2019", "", ErrMalformed},
		{"(request-target) host (created) digest", "hs2019", `created="soon"`, ErrMalformed},
		// A created that is not covered proves nothing.
		{"(request-target) host digest", "hs2019", fmt.Sprint("created=", testNow.Unix()), ErrCoverage},
	} {
		err := verify(forge(t, plain(testNow), c.algorithm, c.headers, c.extra, rsaKey()), testBody, rsaKey().Public(), options())
		if !errors.Is(err, c.want) {
			t.Errorf("%s %q %s: %v, want %v", c.algorithm, c.headers, c.extra, err, c.want)
		}
	}
	many := all
	for i := range maxCovered {
		many += fmt.Sprint(" x-", i)
	}
	req := plain(testNow)
	for i := range maxCovered {
		req.Header.Set(fmt.Sprint("X-", i), "x")
	}
	if err := verify(forge(t, req, "hs2019", many, "", rsaKey()), testBody, rsaKey().Public(), options()); !errors.Is(err, ErrMalformed) {
		t.Errorf("any number of headers: %v", err)
	}
}

func TestTheClock(t *testing.T) {
	const all = "(request-target) host date digest"
	for offset, ok := range map[time.Duration]bool{
		0: true, 59 * time.Minute: true, time.Hour: true, -59 * time.Minute: true, -time.Hour: true, -64 * time.Minute: true,
		time.Hour + time.Second: false, 2 * time.Hour: false, 24 * time.Hour: false,
		-66 * time.Minute: false, -2 * time.Hour: false, -13 * time.Hour: false, -24 * 365 * time.Hour: false,
	} {
		at := testNow.Add(offset)
		err := verify(forge(t, plain(at), "rsa-sha256", all, "", rsaKey()), testBody, rsaKey().Public(), options())
		if (err == nil) != ok || err != nil && !errors.Is(err, ErrClock) {
			t.Errorf("Date %s off: %v", offset, err)
		}
		extra := fmt.Sprint("created=", at.Unix())
		err = verify(forge(t, plain(at), "hs2019", "(request-target) host (created) digest", extra, rsaKey()), testBody, rsaKey().Public(), options())
		if (err == nil) != ok {
			t.Errorf("(created) %s off: %v", offset, err)
		}
		req := request("POST", "/ap/inbox", testBody)
		if err := SignRFC9421(req, testBody, Signer{testKeyID, rsaKey()}, at); err != nil {
			t.Fatal(err)
		}
		err = verify(arrive(req), testBody, rsaKey().Public(), options())
		if (err == nil) != ok || err != nil && !errors.Is(err, ErrClock) {
			t.Errorf("created %s off: %v", offset, err)
		}
	}
	// A sender may name an end, but not later than twelve hours.
	for _, c := range []struct {
		age, life time.Duration
		ok        bool
	}{
		{3 * time.Hour, 4 * time.Hour, true}, {12*time.Hour + 59*time.Minute, 100 * time.Hour, true}, {13*time.Hour + time.Minute, 100 * time.Hour, false},
		{3 * time.Hour, time.Hour, false}, {0, -2 * time.Hour, false},
	} {
		at := testNow.Add(-c.age)
		extra := fmt.Sprintf("created=%d,expires=%d", at.Unix(), at.Add(c.life).Unix())
		err := verify(forge(t, plain(at), "hs2019", "(request-target) host (created) (expires) digest", extra, rsaKey()), testBody, rsaKey().Public(), options())
		if (err == nil) != c.ok {
			t.Errorf("%s old, to live %s: %v", c.age, c.life, err)
		}
	}
	if err := verify(forge(t, plain(testNow), "hs2019", all, "", rsaKey()), testBody, rsaKey().Public(),
		Options{Now: testNow.Add(2 * time.Minute), Origin: testOrigin, MaxSkew: time.Minute, MaxAge: 30 * time.Second}); !errors.Is(err, ErrClock) {
		t.Errorf("limits are not ours to set: %v", err)
	}
	req := plain(testNow)
	req.Header.Set("Date", "yesterday")
	if err := verify(forge(t, req, "hs2019", all, "", rsaKey()), testBody, rsaKey().Public(), options()); !errors.Is(err, ErrMalformed) {
		t.Errorf("Date in words: %v", err)
	}
}

func TestTheDigestIsOverTheRawBytes(t *testing.T) {
	const all = "(request-target) host date digest"
	good := strings.TrimPrefix(NewDigest(testBody).legacy(), "SHA-256=")
	bad := strings.TrimPrefix(NewDigest([]byte("x")).legacy(), "SHA-256=")
	const sha512 = "3j7hnW3pDLBEOyhzUr1CXtnmVbTNI5i4Si9NNOAtqwkDR5ZJ9E2rEXQwwwrVDTn9gGUMYHhFtJFRS4yrFZf0zw=="
	for value, want := range map[string]error{
		"SHA-256=" + good:                        nil,
		"sha-256=" + good:                        nil,
		"SHA-256=" + good + ", MD5=AAAA":         nil,
		"SHA-256=" + bad:                         ErrDigest,
		"SHA-256=" + good + ",SHA-512=" + good:   ErrDigest,
		"SHA-256=" + good + ",SHA-512=" + sha512: ErrDigest, // of another body
		"SHA-256=" + good + ",SHA-256=" + bad:    ErrMalformed,
		"SHA-256=" + good + ",sha-256=" + good:   ErrMalformed,
		"SHA-256=" + good[:20]:                   ErrDigest, // truncated, exact length is asked for
		"SHA-256=" + good[:21]:                   ErrMalformed,
		"SHA-256=":                               ErrDigest,
		"SHA-256":                                ErrMalformed,
		"":                                       ErrMalformed,
		"MD5=AAAA":                               ErrDigest,
		"SHA-256=%%%":                            ErrMalformed,
	} {
		req := plain(testNow)
		req.Header.Set("Digest", value)
		err := verify(forge(t, req, "hs2019", all, "", rsaKey()), testBody, rsaKey().Public(), options())
		if !errors.Is(err, want) {
			t.Errorf("Digest %q: %v, want %v", value, err, want)
		}
	}
	req := plain(testNow)
	req.Header.Add("Digest", NewDigest(testBody).legacy())
	req.Header.Set("Signature", `keyId="k",headers="`+all+`",signature="AAAA"`)
	if _, err := Parse(arrive(req), testBody, options()); !errors.Is(err, ErrMalformed) {
		t.Errorf("two Digest headers: %v", err)
	}
	// The body that arrived is not the body that was signed.
	for _, scheme := range []Scheme{Cavage, RFC9421} {
		req := request("POST", "/ap/inbox", testBody)
		if err := Sign(req, Signer{testKeyID, rsaKey()}, testNow, With{Scheme: scheme, Digest: NewDigest(testBody)}); err != nil {
			t.Fatal(err)
		}
		for _, body := range [][]byte{nil, testBody[1:], append([]byte(" "), testBody...)} {
			if err := verify(arrive(req), body, rsaKey().Public(), options()); !errors.Is(err, ErrDigest) {
				t.Errorf("%s: body %q: %v", scheme, body, err)
			}
		}
	}
	// A GET that carries a body must prove it as well.
	get := request("GET", "/ap/a/1", nil)
	if err := SignCavage(get, nil, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	if err := verify(arrive(get), testBody, rsaKey().Public(), options()); !errors.Is(err, ErrCoverage) {
		t.Errorf("GET with a body: %v", err)
	}
}

func TestContentDigest(t *testing.T) {
	const good = "GYwYnH3BiO6aICFt0ThC5bUIJ4byvqdpWtR8m5fNkww="
	for value, want := range map[string]error{
		"sha-256=:" + good + ":":                          nil,
		"sha-256=:" + good + ":, md5=:AAAA:":              nil,
		"md5=:AAAA:":                                      ErrDigest,
		"sha-256=:AAAA:":                                  ErrDigest,
		"sha-512=:" + good + ":":                          ErrDigest,
		"sha-256=:AAAA:, sha-256=:" + good + ":":          ErrMalformed,
		"sha-256=" + good:                                 ErrMalformed,
		`sha-256="` + good + `"`:                          ErrMalformed,
		"sha-256=(:" + good + ":)":                        ErrMalformed,
		"sha-256":                                         ErrMalformed,
		"sha-256=:" + good:                                ErrMalformed,
		"SHA-256=:" + good + ":":                          ErrMalformed,
		"sha-256=:" + strings.Repeat("A", 20_000) + "==:": ErrMalformed,
	} {
		if err := checkContentDigest(http.Header{"Content-Digest": {value}}, testBody); !errors.Is(err, want) {
			t.Errorf("%.60q: %v, want %v", value, err, want)
		}
	}
}

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

// What peers really send: a scheme word, blanks, tokens without quotes.
func TestToleratedSpellings(t *testing.T) {
	req := request("POST", "/ap/inbox", testBody)
	if err := SignCavage(req, testBody, Signer{testKeyID, rsaKey()}, testNow); err != nil {
		t.Fatal(err)
	}
	params := must(cavageParams(req.Header.Get("Signature")))
	for _, format := range []string{
		`Signature keyId="%s",algorithm="rsa-sha256",headers="%s",signature="%s"`,
		`signature   keyId="%s",algorithm="rsa-sha256",headers="%s",signature="%s"`,
		`keyId = "%s" , algorithm=  rsa-sha256 ,  headers="%s",	signature =	"%s"  `,
		`KeyId="%s",Algorithm=RSA-SHA256,HEADERS="%s",signature="%s"`,
		`keyId="%s",unknown="x,y=\"z\"",headers="%s",signature="%s"`,
		`keyId=%s,headers="%s",signature=%s`,
	} {
		in := arrive(req)
		in.Header.Set("Signature", fmt.Sprintf(format, testKeyID, params["headers"], params["signature"]))
		if err := verify(in, testBody, rsaKey().Public(), options()); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
	// The order may put the signature first, without being taken for the word.
	in := arrive(req)
	in.Header.Set("Signature", fmt.Sprintf(`signature = "%s",keyId="%s",headers="%s"`, params["signature"], testKeyID, params["headers"]))
	if err := verify(in, testBody, rsaKey().Public(), options()); err != nil {
		t.Error(err)
	}
	for _, s := range []string{`keyId`, `keyId=`, `="x"`, `keyId="x"y`, `keyId="x",`, `keyId="x",,a="b"`, `,`, `keyId="x\`, "keyId=\"x\"\x00"} {
		if p, err := cavageParams(s); err == nil && p["keyid"] != "" {
			t.Errorf("%q is read as %v", s, p)
		}
	}
}

// Names of ours that differ only in case, default port or trailing dot are ours.
func TestOurHostInOtherSpellings(t *testing.T) {
	for _, host := range []string{"hub.example", "HUB.example", "hub.example:443"} {
		for _, scheme := range []Scheme{Cavage, RFC9421} {
			req := request("POST", "/ap/inbox", testBody)
			req.Host = host
			if err := Sign(req, Signer{testKeyID, rsaKey()}, testNow, With{Scheme: scheme, Digest: NewDigest(testBody)}); err != nil {
				t.Fatal(err)
			}
			if err := verify(arrive(req), testBody, rsaKey().Public(), options()); err != nil {
				t.Errorf("%s as %s: %v", scheme, host, err)
			}
		}
	}
	for _, origin := range []string{"", "hub.example", "://", "https://"} {
		req := request("GET", "/", nil)
		if err := SignCavage(req, nil, Signer{testKeyID, rsaKey()}, testNow); err != nil {
			t.Fatal(err)
		}
		if _, err := Parse(arrive(req), nil, Options{Now: testNow, Origin: origin}); !errors.Is(err, ErrHost) {
			t.Errorf("origin %q: %v", origin, err)
		}
	}
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

func FuzzCavage(f *testing.F) {
	f.Add(`keyId="k",algorithm="rsa-sha256",headers="(request-target) host date digest",signature="AAAA"`)
	f.Add(`Signature keyId = k , headers="date"`)
	f.Add(`keyId="\",",signature=`)
	f.Fuzz(func(t *testing.T, s string) {
		req := arrive(plain(testNow))
		req.Header.Set("Signature", s)
		p, err := Parse(req, testBody, options())
		if err == nil && (p.KeyID == "" || len(p.Signature) == 0 || p.Check(edKey().Public()) == nil) {
			t.Errorf("%q is taken", s)
		}
	})
}

func FuzzRFC9421(f *testing.F) {
	f.Add(`sig1=("@method" "@target-uri" "content-digest");created=1791364502;keyid="k"`, `sig1=:AAAA:`)
	f.Add(`a=("@query";req);x=1.5, b=()`, `a=:AA==:, b=?1`)
	f.Fuzz(func(t *testing.T, input, sig string) {
		req := arrive(plain(testNow))
		req.Header.Set("Signature-Input", input)
		req.Header.Set("Signature", sig)
		p, err := Parse(req, testBody, options())
		if err == nil && (p.KeyID == "" || len(p.Signature) == 0 || p.Check(edKey().Public()) == nil) {
			t.Errorf("%q is taken", input)
		}
	})
}
