package store

import (
	"reflect"
	"testing"
	"time"

	"vitrine/content"
)

// staff stores a user with a role on the library's site.
func (l *library) staff(t *testing.T, email string, role content.Role, channel content.ID) *content.User {
	t.Helper()
	u := &content.User{ID: content.NewID(), Email: email, Name: email, Created: t0}
	must(t, l.SaveUser(t.Context(), u))
	if role != "" {
		must(t, l.SetMembership(t.Context(), content.Membership{User: u.ID, Site: l.site, Channel: channel, Role: role}))
	}
	return u
}

func TestUsers(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		an := l.staff(t, "an@bib.example", content.Administrator, "")
		got, err := l.UserByEmail(ctx, "An@Bib.example")
		must(t, err)
		if !reflect.DeepEqual(got, an) {
			t.Fatalf("got %+v", got)
		}
		want(t, l.SaveUser(ctx, &content.User{ID: content.NewID(), Email: "AN@bib.example", Created: t0}), content.Conflict)
		_, err = l.Password(ctx, an.ID)
		want(t, err, content.NotFound)
		must(t, l.SetPassword(ctx, an.ID, "argon2id$…"))
		if hash, err := l.Password(ctx, an.ID); err != nil || hash != "argon2id$…" {
			t.Error(hash, err)
		}
		want(t, l.SetPassword(ctx, content.NewID(), "x"), content.NotFound)
		bo := l.staff(t, "bo@bib.example", content.Contributor, l.branch)
		l.staff(t, "gast@elders.example", "", "")
		if list, err := l.Users(ctx, l.site); err != nil || len(list) != 2 || list[0].ID != an.ID {
			t.Error(list, err)
		}
		if list, err := l.Users(ctx, ""); err != nil || len(list) != 3 {
			t.Error(list, err)
		}
		m, err := l.Memberships(ctx, bo.ID, l.site)
		must(t, err)
		if len(m) != 1 || m[0].Channel != l.branch || m[0].Role != content.Contributor {
			t.Fatal(m)
		}
		if m, err := l.Memberships(ctx, bo.ID, l.other); err != nil || len(m) != 0 {
			t.Error(m, err)
		}
		want(t, l.SetMembership(ctx, content.Membership{User: bo.ID, Site: l.other, Channel: l.branch, Role: content.Editor}), content.NotFound)
		want(t, l.SetMembership(ctx, content.Membership{User: content.NewID(), Site: l.site, Role: content.Editor}), content.NotFound)
		want(t, l.SetMembership(ctx, content.Membership{User: an.ID, Site: l.other}), content.NotFound)
		must(t, l.SetMembership(ctx, content.Membership{User: bo.ID, Site: l.site, Channel: l.branch}))
	})
}

func TestLastAdministratorStays(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		an := l.staff(t, "an@bib.example", content.Administrator, "")
		want(t, l.SetMembership(ctx, content.Membership{User: an.ID, Site: l.site}), content.Conflict)
		want(t, l.SetMembership(ctx, content.Membership{User: an.ID, Site: l.site, Role: content.Editor}), content.Conflict)
		want(t, l.DisableUser(ctx, an.ID, true), content.Conflict)
		bo := l.staff(t, "bo@bib.example", content.Administrator, "")
		must(t, l.DisableUser(ctx, bo.ID, true))
		want(t, l.DisableUser(ctx, an.ID, true), content.Conflict) // a disabled one does not count
		must(t, l.DisableUser(ctx, bo.ID, false))
		l.staff(t, "cas@bib.example", content.Administrator, l.branch) // nor one of a channel
		must(t, l.SetMembership(ctx, content.Membership{User: an.ID, Site: l.site, Role: content.Editor}))
		want(t, l.SetMembership(ctx, content.Membership{User: bo.ID, Site: l.site}), content.Conflict)
		want(t, l.DisableUser(ctx, content.NewID(), true), content.NotFound)
	})
}

func TestTwoAdministratorsCannotRemoveEachOther(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		an := l.staff(t, "an@bib.example", content.Administrator, "")
		bo := l.staff(t, "bo@bib.example", content.Administrator, "")
		for round := range 6 {
			ids := []content.ID{an.ID, bo.ID}
			won := parallel(t, 2, func(i int) int {
				var err error
				if round%2 == 0 {
					err = l.SetMembership(ctx, content.Membership{User: ids[i], Site: l.site})
				} else {
					err = l.DisableUser(ctx, ids[i], true)
				}
				if err != nil && !content.Is(err, content.Conflict) {
					t.Error(err)
				}
				return int(flag(err == nil))
			})
			if won != 1 {
				t.Fatalf("round %d: %d were removed", round, won)
			}
			for _, id := range ids {
				must(t, l.DisableUser(ctx, id, false))
				must(t, l.SetMembership(ctx, content.Membership{User: id, Site: l.site, Role: content.Administrator}))
			}
		}
	})
}

func TestTokens(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		an := l.staff(t, "an@bib.example", content.Administrator, "")
		must(t, l.SetMembership(ctx, content.Membership{User: an.ID, Site: l.other, Role: content.Editor}))
		k := &content.Token{ID: content.NewID(), User: an.ID, Site: l.site, Name: "import", Scopes: []content.Scope{content.ScopePublish},
			Hash: "aa", Created: t0, Expires: t0.Add(24 * time.Hour)}
		must(t, l.SaveToken(ctx, k))
		now := t0.Add(90 * time.Minute)
		got, u, m, err := l.TokenByHash(ctx, "aa", now)
		must(t, err)
		if !reflect.DeepEqual(got, k) || u.ID != an.ID || len(m) != 1 || m[0].Site != l.site {
			t.Fatal(got, u, m)
		}
		list, err := l.Tokens(ctx, l.site, an.ID)
		must(t, err)
		if len(list) != 1 || !list[0].LastUsed.Equal(t0.Add(time.Hour)) {
			t.Fatal(list)
		}
		_, _, _, err = l.TokenByHash(ctx, "aa", t0.Add(24*time.Hour))
		want(t, err, content.NotFound)
		_, _, _, err = l.TokenByHash(ctx, "bb", now)
		want(t, err, content.NotFound)
		bo := l.staff(t, "bo@bib.example", content.Editor, "")
		must(t, l.SaveToken(ctx, &content.Token{ID: content.NewID(), User: bo.ID, Site: l.site, Hash: "cc", Created: t0}))
		must(t, l.DisableUser(ctx, bo.ID, true))
		_, _, _, err = l.TokenByHash(ctx, "cc", now)
		want(t, err, content.NotFound)
		want(t, l.SaveToken(ctx, &content.Token{ID: content.NewID(), User: an.ID, Site: l.site, Hash: "aa", Created: t0}), content.Conflict)
		want(t, l.DeleteToken(ctx, l.other, k.ID), content.NotFound)
		must(t, l.DeleteToken(ctx, l.site, k.ID))
		_, _, _, err = l.TokenByHash(ctx, "aa", now)
		want(t, err, content.NotFound)
	})
}

func TestIdempotency(t *testing.T) {
	contract(t, func(t *testing.T, l *library) {
		ctx := t.Context()
		token := content.NewID()
		won := parallel(t, 8, func(int) int {
			fresh, status, _, err := l.Idempotent(ctx, l.site, token, "k1", "sum", t0)
			if err != nil || status != 0 {
				t.Error(status, err)
			}
			return int(flag(fresh))
		})
		if won != 1 {
			t.Fatalf("%d first calls", won)
		}
		must(t, l.Answered(ctx, l.site, token, "k1", 201, []byte(`{"id":1}`)))
		fresh, status, answer, err := l.Idempotent(ctx, l.site, token, "k1", "sum", t0.Add(time.Hour))
		if err != nil || fresh || status != 201 || string(answer) != `{"id":1}` {
			t.Fatal(fresh, status, string(answer), err)
		}
		_, _, _, err = l.Idempotent(ctx, l.site, token, "k1", "other", t0)
		want(t, err, content.Conflict)
		if fresh, _, _, err = l.Idempotent(ctx, l.site, token, "k1", "other", t0.Add(25*time.Hour)); err != nil || !fresh {
			t.Fatal("a day later the key is free", fresh, err)
		}
		must(t, l.Answered(ctx, l.site, token, "k1", 0, nil)) // given back
		if fresh, _, _, err = l.Idempotent(ctx, l.site, token, "k1", "third", t0.Add(26*time.Hour)); err != nil || !fresh {
			t.Fatal(fresh, err)
		}
		if fresh, _, _, err = l.Idempotent(ctx, l.site, token, "k1", "third", t0.Add(26*time.Hour+5*time.Minute)); err != nil || fresh {
			t.Fatal("a call that may still be under way lost its key", fresh, err)
		}
		_, _, _, err = l.Idempotent(ctx, l.site, token, "k1", "fourth", t0.Add(26*time.Hour+7*time.Minute))
		want(t, err, content.Conflict)
		if fresh, _, _, err = l.Idempotent(ctx, l.site, token, "k1", "third", t0.Add(26*time.Hour+7*time.Minute)); err != nil || !fresh {
			t.Fatal("the key of a killed call is lost for a day", fresh, err)
		}
		if fresh, _, _, err = l.Idempotent(ctx, l.other, token, "k1", "x", t0); err != nil || !fresh {
			t.Fatal("another site's keys are in the way", err)
		}
		_, _, _, err = l.Idempotent(ctx, content.NewID(), token, "k", "s", t0)
		want(t, err, content.NotFound)
		want(t, l.Answered(ctx, l.other, token, "nooit", 200, nil), content.NotFound)
	})
}
