package content

import (
	"fmt"
	"strings"
	"time"
)

// WallError says why a wall time has no single instant in its zone (L9).
type WallError struct {
	Wall, Zone string
	Gap        bool      // skipped by a change of the clock; else it occurs twice, or is no time at all
	Twice      bool      // occurs twice
	Proposal   time.Time // a time that exists and is meant most likely
	Other      time.Time // the second possibility of a time that occurs twice
}

// Error describes the failure for the log.
func (e *WallError) Error() string {
	switch {
	case e.Gap:
		return fmt.Sprintf("%s does not exist in %s", e.Wall, e.Zone)
	case e.Twice:
		return fmt.Sprintf("%s occurs twice in %s", e.Wall, e.Zone)
	}
	return fmt.Sprintf("%q is not a wall time, or %q not a time zone", e.Wall, e.Zone)
}

var wallForms = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}
var offsetForms = []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04Z07:00"}

// ResolveWall gives the instant of a wall time ("2026-12-05T20:00", with or
// without seconds or an offset, or a date alone) in an IANA zone. It refuses a
// wall time that the zone skips, and, without an offset, one that occurs twice;
// Go alone would silently pick one. An offset that the zone does not have at
// that time is refused too. The error is a *WallError.
func ResolveWall(wall, zone string) (time.Time, error) {
	fail := &WallError{Wall: wall, Zone: zone}
	if zone == "" || zone == "Local" {
		return time.Time{}, fail
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		return time.Time{}, fail
	}
	for _, f := range offsetForms {
		t, err := time.Parse(f, wall)
		if err != nil {
			continue
		}
		in := t.In(loc)
		_, given := t.Zone()
		if _, has := in.Zone(); has != given {
			fail.Gap = true
			fail.Proposal = in
			return time.Time{}, fail
		}
		return in, nil
	}
	for _, f := range wallForms {
		naive, err := time.Parse(f, wall)
		if err != nil {
			continue
		}
		found := instants(naive, loc)
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) == 0:
			fail.Gap = true
			_, before := naive.Add(-26 * time.Hour).In(loc).Zone()
			fail.Proposal = naive.Add(-time.Duration(before) * time.Second).In(loc) // as far after the change as meant after its start
			if len(wall) == len("2006-01-02") {                                     // a day whose midnight is skipped begins when the clock says it does
				return fail.Proposal, nil
			}
		case len(wall) == len("2006-01-02"):
			return found[0], nil
		default:
			fail.Twice, fail.Proposal, fail.Other = true, found[0], found[1]
		}
		return time.Time{}, fail
	}
	return time.Time{}, fail
}

// instants lists the instants, in order, at which clocks in loc show naive.
func instants(naive time.Time, loc *time.Location) []time.Time {
	var out []time.Time
	seen := map[int]bool{}
	for _, probe := range []time.Duration{-26 * time.Hour, -3 * time.Hour, 0, 3 * time.Hour, 26 * time.Hour} {
		_, off := naive.Add(probe).In(loc).Zone()
		if seen[off] {
			continue
		}
		seen[off] = true
		t := naive.Add(-time.Duration(off) * time.Second).In(loc)
		if _, real := t.Zone(); real == off {
			if len(out) == 1 && t.Before(out[0]) {
				out = []time.Time{t, out[0]}
			} else {
				out = append(out, t)
			}
		}
	}
	return out
}

// WallOf writes an instant as the wall time of a zone, with the offset only
// where the wall time alone would be ambiguous.
func WallOf(t time.Time, zone string) string {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC
	}
	s := t.In(loc).Format("2006-01-02T15:04")
	if _, err := ResolveWall(s, zone); err != nil {
		s = t.In(loc).Format("2006-01-02T15:04Z07:00")
	}
	return strings.TrimSpace(s)
}
