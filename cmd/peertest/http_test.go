package peertest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxAnswer bounds what is read of any answer, in bytes.
const maxAnswer = 8 << 20

var web = &http.Client{Timeout: 30 * time.Second}

// statusError is an answer outside 2xx, with the beginning of its body.
type statusError struct {
	Method, URL string
	Code        int
	Body        string
}

func (e *statusError) Error() string {
	return fmt.Sprintf("%s %s: %d %s", e.Method, e.URL, e.Code, e.Body)
}

// code is the status of a refused request, 0 for any other error.
func code(err error) int {
	var e *statusError
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// door is an API: where it is and who asks.
type door struct{ base, token string }

// ask sends body (url.Values as a form, nil as nothing, anything else as JSON)
// and decodes the JSON answer into into, unless that is nil.
func (d door) ask(ctx context.Context, method, path string, body, into any) error {
	var in io.Reader
	kind := ""
	switch b := body.(type) {
	case nil:
	case url.Values:
		in, kind = strings.NewReader(b.Encode()), "application/x-www-form-urlencoded"
	default:
		j, err := json.Marshal(b)
		if err != nil {
			return fmt.Errorf("encode for %s %s: %w", method, path, err)
		}
		in, kind = bytes.NewReader(j), "application/json"
	}
	return d.send(ctx, method, path, kind, in, into)
}

func (d door) send(ctx context.Context, method, path, kind string, in io.Reader, into any) error {
	req, err := http.NewRequestWithContext(ctx, method, d.base+path, in)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+d.token)
	req.Header.Set("Accept", "application/json")
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	return exchange(req, into)
}

// fetchAP reads an ActivityPub document as a stranger: no token, no signature.
func fetchAP(ctx context.Context, id string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, id, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", `application/activity+json`)
	return exchange(req, into)
}

func exchange(req *http.Request, into any) error {
	req.Header.Set("User-Agent", "vitrine-peertest")
	res, err := web.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("read %s: %w", req.URL, err)
	}
	if res.StatusCode/100 != 2 {
		return &statusError{req.Method, req.URL.String(), res.StatusCode, string(b[:min(len(b), 500)])}
	}
	if into == nil {
		return nil
	}
	if raw, ok := into.(*json.RawMessage); ok {
		*raw = b
		return nil
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("decode %s: %w", req.URL, err)
	}
	return nil
}

// fetchPage asks for a page as a browser does.
func fetchPage(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "text/html")
	return exchange(req, nil)
}
