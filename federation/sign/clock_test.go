package sign

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

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
