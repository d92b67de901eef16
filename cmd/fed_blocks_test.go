package cmd

import (
	"testing"
	"time"

	"vitrine/content"
)

func TestBlocksHoldWhateverTheSpelling(t *testing.T) {
	for _, tt := range []struct{ block, host, as string }{
		{"evil.example", "evil.example", ""},
		{"evil.example", "sub.evil.example", ""},
		{"*.evil.example", "sub.evil.example", ""},
		{"EVIL.Example.", "evil.example", ""},
		{"evil.example", "evil.example", "EVIL.example"},
		{"evil.example", "evil.example", "evil.example."},
		{"bücher.example", "xn--bcher-kva.example", ""},
		{"xn--bcher-kva.example", "xn--bcher-kva.example", "bücher.example"},
	} {
		t.Run(tt.block+" "+tt.host+" "+tt.as, func(t *testing.T) {
			l := newLab(t)
			eve := l.world.person("eve", tt.host, 0)
			if tt.as != "" {
				eve.id = "http://" + tt.as + "/users/eve"
			}
			it := l.article("Een stuk")
			l.ok(l.app.Store.SaveBlock(t.Context(), content.Block{Site: l.site.ID, Kind: "domain", Value: tt.block, At: l.now()}))
			l.pass(2 * time.Second)
			a := eve.act("Like", l.objectID(it))
			req := l.signed(l.world.person("x", "third.example", 0), l.site.SharedInbox(), a)
			l.want(l.do(req), 403, "the blocked domain")
			if l.counts(it).Likes != 0 || l.world.asked("http://"+tt.host+"/users/eve") != 0 {
				t.Error("the block does not hold")
			}
		})
	}
}

func TestBlocksHoldForKeysAndForwardedContent(t *testing.T) {
	l := newLab(t)
	ida, eve := l.world.person("ida", "social.example", 0), l.world.person("eve", "evil.example", 1)
	it := l.article("Een stuk")
	object := l.objectID(it)
	l.tell(eve, eve.act("Like", object)) // known here before
	n := eve.note("<p>Kwaad</p>", "inReplyTo", object)
	full := obj{"@context": asContext}
	for k, v := range n {
		full[k] = v
	}
	l.world.put(id(n), full)
	l.tell(ida, eve.create(n)) // forwarded, the job waits
	block := func(kind, value string) {
		l.ok(l.app.Store.SaveBlock(t.Context(), content.Block{Site: l.site.ID, Kind: kind, Value: value, At: l.now()}))
		l.pass(2 * time.Second)
	}
	block("domain", "evil.example")
	l.work()
	if l.reply(id(n)) != nil {
		t.Error("a blocked domain's post came in through a job")
	}
	l.want(l.post(ida, l.site.SharedInbox(), eve.prove(eve.create(n))), 403, "content of a blocked domain, forwarded with proof")
	l.want(l.post(eve, l.site.SharedInbox(), ida.act("Like", object)), 403, "signed by a key of a blocked domain")
	block("actor", ida.id)
	l.want(l.post(ida, l.site.SharedInbox(), ida.act("Like", object)), 403, "a blocked actor")
	max := l.world.person("max", "other.example", 2)
	l.want(l.post(ida, l.site.SharedInbox(), max.prove(max.act("Like", object))), 403, "forwarded by a blocked actor")
	if l.counts(it).Likes != 1 {
		t.Error(l.counts(it))
	}
}
