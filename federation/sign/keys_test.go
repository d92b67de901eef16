package sign

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"testing"
)

func TestKeysTravel(t *testing.T) {
	for name, key := range map[string]Private{"rsa": rsaKey(), "ed25519": edKey()} {
		t.Run(name, func(t *testing.T) {
			again := must(ParsePrivatePEM(must(key.PEM())))
			public := must(ParsePublicPEM(must(PublicPEM(key.Public()))))
			multi := must(ParseMultikey(must(Multikey(key.Public()))))
			sig := must(signBytes(again, "x"))
			if err := errors.Join(verifyBytes(public, "x", sig), verifyBytes(multi, "x", sig), verifyBytes(key.Public(), "x", sig)); err != nil {
				t.Error(err)
			}
			if _, ok := key.Ed25519(); ok != (name == "ed25519") {
				t.Error("the kind of key is not told")
			}
		})
	}
	if n := rsaKey().Public().(*rsa.PublicKey).N.BitLen(); n != 2048 {
		t.Errorf("RSA key of %d bits", n)
	}
	pkcs1 := pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(rsaKey().Public().(*rsa.PublicKey))})
	if _, err := ParsePublicPEM(string(pkcs1)); err != nil {
		t.Errorf("PKCS#1: %v", err)
	}
	if !strings.HasPrefix(must(Multikey(edKey().Public())), "z6Mk") {
		t.Error("an Ed25519 key does not begin with z6Mk")
	}
}

func TestBadKeysAreRefused(t *testing.T) {
	weak := "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBANDiE2+Xi/WnO+s120NiiJhNyIButVu6\nzxqlVzz0wy2j4kQVUC4ZRZD80IY+4wIiX2YxKBZKGnd2TtPkcJ/ljkUCAwEAAQ==\n-----END PUBLIC KEY-----"
	for name, s := range map[string]string{
		"nothing": "", "not PEM": "z6Mk", "512 bits": weak, "private": string(must(rsaKey().PEM())),
		"certificate": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "huge": strings.Repeat("x", maxPEM+1),
		"garbage": "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
	} {
		if _, err := ParsePublicPEM(s); !errors.Is(err, ErrKey) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, s := range []string{
		"", "z", "x6Mk", "z0", "z6Mk", "zO", "z1111", "Z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
		"z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do", "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doKK",
		"z" + base58Encode(append([]byte{0x80, 0x26}, make([]byte, 32)...)), "z" + base58Encode(append([]byte{0x85, 0x24}, 1, 2, 3)),
		"z" + strings.Repeat("z", maxBase58+1),
	} {
		if _, err := ParseMultikey(s); !errors.Is(err, ErrKey) {
			t.Errorf("multikey %.60q: %v", s, err)
		}
	}
	for _, data := range []string{"", b14Public, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"} {
		if _, err := ParsePrivatePEM([]byte(data)); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %v", data, err)
		}
	}
	if _, err := NewPrivate(nil); err == nil {
		t.Error("no key is a key")
	}
}

// However a key is printed, wherever it stands, nothing of it is seen.
func TestPrivateKeysAreNeverPrinted(t *testing.T) {
	type hidden struct{ key Private }
	type shown struct {
		Key    Private
		Signer Signer
		inner  hidden
		P      *Private
	}
	for _, key := range []Private{rsaKey(), edKey()} {
		secret := must(x509.MarshalPKCS8PrivateKey(*key.key))
		if k, ok := key.Ed25519(); ok {
			secret = k.Seed()
		} else {
			secret = (*key.key).(*rsa.PrivateKey).D.Bytes()
		}
		v := shown{key, Signer{testKeyID, key}, hidden{key}, &key}
		var out bytes.Buffer
		for _, x := range []any{key, &key, v, &v, v.Signer, []Private{key}, map[string]Private{"k": key}, hidden{key}, Signer{testKeyID, *key.key}} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
				fmt.Fprintf(&out, verb+"\n", x)
			}
			fmt.Fprintln(&out, x)
			if err := json.NewEncoder(&out).Encode(x); err != nil {
				t.Error(err)
			}
			slog.New(slog.NewTextHandler(&out, nil)).Info("x", "key", x)
			slog.New(slog.NewJSONHandler(&out, nil)).Info("x", "key", x)
		}
		text := strings.ToLower(out.String())
		decimal := strings.Trim(fmt.Sprint(secret[:8]), "[]")
		for _, form := range []string{hex.EncodeToString(secret[:8]), decimal, "0x" + hex.EncodeToString(secret[:1]) + ", 0x" + hex.EncodeToString(secret[1:2]) + ", 0x" + hex.EncodeToString(secret[2:3])} {
			if strings.Contains(text, form) {
				t.Errorf("%T is printed as %s", *key.key, form)
			}
		}
		if !strings.Contains(text, redacted) {
			t.Error("nothing tells that a key was there")
		}
	}
	if got := fmt.Sprint(Private{}); got != redacted {
		t.Errorf("no key is printed as %q", got)
	}
}

func TestBase58(t *testing.T) {
	for in, want := range map[string]string{"": "", "00": "1", "0000": "11", "61": "2g", "626262": "a3gV", "00010966776006953d5567439e5e39f86a0d273beed61967f6": "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM", "ff": "5Q"} {
		raw := must(hex.DecodeString(in))
		if got := base58Encode(raw); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
		if got := must(base58Decode(want)); !bytes.Equal(got, raw) {
			t.Errorf("%s: %x, want %s", want, got, in)
		}
	}
}

// FEP-521a's own vectors, which stand beside the checkout.
func TestFEP521a(t *testing.T) {
	feature := string(shared(t, "fep/fep-521a.feature"))
	keys := regexp.MustCompile(`hex string "([0-9a-f]+)"`).FindAllStringSubmatch(feature, -1)
	multikeys := regexp.MustCompile(`"publicKeyMultibase": "(z[^"]+)"`).FindAllStringSubmatch(feature, -1)
	if len(keys) != 2 || len(multikeys) != 2 {
		t.Fatalf("%d keys and %d multikeys", len(keys), len(multikeys))
	}
	for i := range keys {
		raw := must(hex.DecodeString(keys[i][1]))
		var pub any = ed25519.PublicKey(raw)
		if len(raw) != ed25519.PublicKeySize {
			pub = must(x509.ParsePKCS1PublicKey(raw))
		}
		if got := must(Multikey(pub)); got != multikeys[i][1] {
			t.Errorf("key %d is %s, want %s", i, got, multikeys[i][1])
		}
		if got := must(PublicPEM(must(ParseMultikey(multikeys[i][1])))); got != must(PublicPEM(pub)) {
			t.Errorf("multikey %d is %s", i, got)
		}
	}
}

func FuzzMultikey(f *testing.F) {
	f.Add("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
	f.Add("z111")
	f.Fuzz(func(t *testing.T, s string) {
		pub, err := ParseMultikey(s)
		if err != nil {
			return
		}
		if again, err := Multikey(pub); err != nil || again != s {
			t.Errorf("%q is written %q, %v", s, again, err)
		}
	})
}
