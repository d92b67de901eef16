package sign

import (
	"testing"
)

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
