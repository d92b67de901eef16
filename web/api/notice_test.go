package api

import (
	"context"
	"strings"
	"testing"

	"vitrine/content"
)

// outbox notes for which messages letters were asked.
type outbox struct{ decided []string }

func (o *outbox) Arrived(*content.Site, *content.Message) ([]content.Job, bool, error) {
	return nil, false, nil
}

func (o *outbox) Decided(_ *content.Site, m *content.Message) ([]content.Job, error) {
	o.decided = append(o.decided, m.Decision)
	return []content.Job{{Queue: content.QueueMail, Key: string(m.ID), Payload: []byte("{}")}}, nil
}

// TestM4DecisionOnANotice: with reasons, once, told to the sender; a reply that
// is removed is hidden.
func TestM4DecisionOnANotice(t *testing.T) {
	w := newWorld(t)
	letters := &outbox{}
	w.service.Letters = letters
	tok := w.admin(w.bib)
	reply := w.reply(w.bib, w.bib.main, true)
	w.want(200, "POST", "/api/v1/replies/"+string(reply)+"/approve", tok, "")
	m, err := w.service.Receive(t.Context(), w.bib.site, content.NewMessage{Kind: content.Notified, Topic: "hate", Lang: "nl", Page: "/nl/", Reply: reply, Text: "x", Name: "An", Email: "an@b.example", Faith: true, Once: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if r := w.want(200, "GET", "/api/v1/notices", tok, ""); !strings.Contains(string(r.raw), m.Number()) || !strings.Contains(string(r.raw), `"of":"reply"`) {
		t.Errorf("%s", r.raw)
	}
	at := "/api/v1/notices/" + string(m.ID)
	w.want(422, "PATCH", at, tok, `{"decision":"removed","reasons":" "}`)
	w.want(422, "PATCH", at, tok, `{"decision":"answered","reasons":"x"}`)
	w.want(404, "PATCH", at, w.admin(w.theater), `{"decision":"kept","reasons":"x"}`, host("theater.example"))
	w.want(200, "PATCH", at, tok, `{"decision":"removed","reasons":"Haat."}`)
	if r := w.want(409, "PATCH", at, tok, `{"decision":"kept","reasons":"Toch niet."}`); len(letters.decided) != 1 {
		t.Errorf("%v %s", letters.decided, r.raw)
	}
	got, err := w.db.Reply(context.Background(), w.bib.site.ID, reply)
	if err != nil || got.Status != content.ReplyHidden || got.Reason != "Haat." {
		t.Errorf("the reply is %+v %v", got, err)
	}
}
