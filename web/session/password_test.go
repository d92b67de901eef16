package session

import (
	"strings"
	"sync"
	"testing"

	"vitrine/content"
)

const good = "vier woorden op een rij"

func TestHashAndVerify(t *testing.T) {
	h, err := Hash(good)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(h, "$argon2id$v=19$m=47104,t=1,p=1$") || Outdated(h) {
		t.Errorf("hash %s", h)
	}
	if !Verify(h, good) {
		t.Error("the password is refused")
	}
	for _, wrong := range []string{"", good + " ", strings.ToUpper(good), good[:len(good)-1]} {
		if Verify(h, wrong) {
			t.Errorf("%q passes", wrong)
		}
	}
	if again, _ := Hash(good); again == h {
		t.Error("two hashes share a salt")
	}
}

func TestHashRefuses(t *testing.T) {
	for password, key := range map[string]string{
		"elf tekens!":                        "problem.password_short",
		"éééééé":                             "problem.password_short", // twelve bytes
		"":                                   "problem.password_short",
		strings.Repeat("x", MaxPassword+1):   "problem.too_long",
		"twaalf tekens\x00":                  "problem.invalid",
		"twaalf tekens\xff en geen van ons ": "problem.invalid",
	} {
		_, err := Hash(password)
		e, _ := err.(*content.Error)
		if e == nil || e.Fields["password"].Key != key {
			t.Errorf("%q: %v, want %s", password, err, key)
		}
	}
}

// What no Hash wrote is no hash, and none of it may take the machine's memory.
func TestVerifyRefusesStrangeHashes(t *testing.T) {
	h, err := Hash(good)
	if err != nil {
		t.Fatal(err)
	}
	// Whether a hash that lost its last character is still base64 hangs on its
	// last bits: these lost whole bytes, and are.
	short := phc{cost: usual, salt: make([]byte, saltSize), key: make([]byte, keySize-1)}.String()
	bland := phc{cost: usual, salt: make([]byte, saltSize-2), key: make([]byte, keySize)}.String()
	for _, s := range []string{
		"", "x", short, bland, good, h + "$", h[:len(h)-1], strings.Replace(h, "argon2id", "argon2i", 1), strings.Replace(h, "v=19", "v=16", 1),
		strings.Replace(h, "m=47104", "m=4294967295", 1), strings.Replace(h, "t=1", "t=4000000", 1), strings.Replace(h, "p=1", "p=0", 1),
		strings.Replace(h, "m=47104", "m=047104", 1), strings.Replace(h, "$m", "$ m", 1), h + "\n", strings.Repeat("$", 10000),
	} {
		if Verify(s, good) || !Outdated(s) {
			t.Errorf("%.60q passes", s)
		}
	}
	if Verify(h, strings.Repeat("x", MaxPassword+1)) {
		t.Error("a password of a kilobyte passes")
	}
}

func TestOlderCostStillVerifies(t *testing.T) {
	old := cost{memory: 8 << 10, passes: 2, lanes: 1}
	salt := []byte("0123456789abcdef")
	h := phc{cost: old, salt: salt, key: derive(good, salt, old, keySize)}.String()
	if !Verify(h, good) || !Outdated(h) {
		t.Error("a hash of an older cost must pass and be replaced")
	}
}

// Parallel sign-ins share the turns: none is lost, and no more hashes are under
// way than there are turns.
func TestParallelIsBounded(t *testing.T) {
	h, err := Hash(good)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			if len(turns) > cap(turns) || !Verify(h, good) {
				t.Error("refused in parallel")
			}
		})
	}
	wg.Wait()
	if len(turns) != 0 {
		t.Errorf("%d turns were not given back", len(turns))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("$argon2id$v=19$m=47104,t=1,p=1$c29tZXNhbHRzb21l$a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2U")
	f.Add("$argon2id$$$$")
	f.Fuzz(func(t *testing.T, s string) {
		if h, err := parse(s); err == nil && h.String() != s {
			t.Errorf("%q reads as %q", s, h)
		}
	})
}
