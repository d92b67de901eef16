package content

import (
	"errors"
	"testing"
	"time"
)

// TestResolveWall holds L9: wall time and zone, the hour that does not exist and
// the one that is there twice.
func TestResolveWall(t *testing.T) {
	for _, c := range []struct {
		wall, zone, want string
		gap, twice       bool
		proposal         string
	}{
		{wall: "2026-12-05T20:00", zone: "Europe/Brussels", want: "2026-12-05T20:00:00+01:00"},
		{wall: "2026-07-05T20:00:30", zone: "Europe/Brussels", want: "2026-07-05T20:00:30+02:00"},
		{wall: "2027-03-28T02:30", zone: "Europe/Brussels", gap: true, proposal: "2027-03-28T03:30:00+02:00"},
		{wall: "2026-10-25T02:30", zone: "Europe/Brussels", twice: true, proposal: "2026-10-25T02:30:00+02:00"},
		{wall: "2026-10-25T02:30+01:00", zone: "Europe/Brussels", want: "2026-10-25T02:30:00+01:00"},
		{wall: "2026-12-05", zone: "Europe/Brussels", want: "2026-12-05T00:00:00+01:00"},
		{wall: "2018-11-04", zone: "America/Sao_Paulo", want: "2018-11-04T01:00:00-02:00"}, // midnight is skipped
		{wall: "2026-12-31T00:00", zone: "Pacific/Kiritimati", want: "2026-12-31T00:00:00+14:00"},
		{wall: "2026-12-05T20:00", zone: "Local"},
		{wall: "2026-13-05T20:00", zone: "Europe/Brussels"},
		{wall: "", zone: "Europe/Brussels"},
		{wall: "2026-12-05T20:00", zone: "../../etc/passwd"},
	} {
		got, err := ResolveWall(c.wall, c.zone)
		if c.want != "" {
			if err != nil || got.Format(time.RFC3339) != c.want {
				t.Errorf("%s %s = %v, %v; want %s", c.wall, c.zone, got, err, c.want)
			}
			continue
		}
		var we *WallError
		if !errors.As(err, &we) || we.Gap != c.gap || we.Twice != c.twice {
			t.Errorf("%s %s: %v", c.wall, c.zone, err)
			continue
		}
		if c.proposal != "" && we.Proposal.Format(time.RFC3339) != c.proposal {
			t.Errorf("%s %s: proposal %v, want %s", c.wall, c.zone, we.Proposal, c.proposal)
		}
	}
}

func FuzzResolveWall(f *testing.F) {
	f.Add("2026-12-05T20:00", "Europe/Brussels")
	f.Add("2026-10-25T02:30+01:00", "America/New_York")
	f.Fuzz(func(t *testing.T, wall, zone string) {
		got, err := ResolveWall(wall, zone)
		if err == nil && got.IsZero() && wall[:4] != "0001" {
			t.Fatalf("%q %q: a zero time without an error", wall, zone)
		}
	})
}
