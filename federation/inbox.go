package federation

import (
	"errors"
	"io"
	"mime"
	"net/http"

	"vitrine/content"
	"vitrine/federation/vocab"
)

// maxBody is the size of the largest activity that is read, in bytes.
const maxBody = 1 << 20

// inbox takes an activity, for one actor or for the whole site. The order is
// cheap to dear: size, form, what nobody acts on, blocks, signature, effect. An
// answer 202 promises nothing: what could not concern us gets it too.
func (s *Server) inbox(w http.ResponseWriter, r *http.Request, site *content.Site) error {
	if site.State != content.SiteActive {
		return content.Fail(content.Gone, nil)
	}
	body, err := readBody(w, r)
	if err != nil {
		return err
	}
	a, err := vocab.Parse(body)
	var passed *vocab.Ignored
	switch {
	case errors.As(err, &passed):
		return accepted(w)
	case err != nil:
		return content.Fail(content.Malformed, err)
	}
	ctx := r.Context()
	if noise, err := s.noise(ctx, site, a); err != nil || noise {
		if err != nil {
			return err
		}
		return accepted(w)
	}
	if blocked, err := s.blocked(ctx, site, a.Actor); err != nil || blocked {
		if err != nil {
			return err
		}
		return refuseBlocked()
	}
	m, err := s.authenticate(w, r, site, a, body)
	if err != nil || m == nil {
		if err != nil {
			return err
		}
		return accepted(w)
	}
	if err := s.receive(ctx, m); err != nil {
		return err
	}
	return accepted(w)
}

func accepted(w http.ResponseWriter) error {
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusAccepted)
	return nil
}

// readBody reads what is certainly JSON and not too large.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || t != ActivityType && t != "application/ld+json" && t != "application/json" {
		return nil, content.Failf(content.MediaType, "content type %q", r.Header.Get("Content-Type"))
	}
	if r.ContentLength > maxBody {
		return nil, content.Failf(content.TooLarge, "body of %d bytes", r.ContentLength)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, content.Fail(content.TooLarge, err)
	case err != nil:
		return nil, content.Fail(content.Malformed, err)
	}
	return body, nil
}

// message is an activity whose sender is known.
type message struct {
	*vocab.Activity
	site  *content.Site
	actor *content.Actor // the verified sender
	in    content.Received
}

func (s *Server) receive(ctx ctx, m *message) error {
	handle, ok := s.inboxes()[m.Type]
	if !ok {
		return nil
	}
	err := handle(ctx, m)
	if content.Is(err, content.NotFound) || content.Is(err, content.Gone) {
		return nil // about something that we do not have: nothing to tell a stranger
	}
	return err
}

// inboxes are the activities that have an effect, each in a file of its own.
func (s *Server) inboxes() map[string]func(ctx, *message) error {
	return map[string]func(ctx, *message) error{
		"Follow": s.inFollow, "Undo": s.inUndo, "Accept": s.inAnswer, "Reject": s.inAnswer,
		"Create": s.inCreate, "Update": s.inUpdate, "Delete": s.inDelete,
		"Like": s.inLike, "Announce": s.inAnnounce, "Block": s.inBlock, "Move": s.inMove,
		"Flag": s.inFlag, "QuoteRequest": s.inQuote,
	}
}
