package respond

import (
	"errors"
	"io"
	"net/http"

	"vitrine/content"
)

// Body reads a request's body of at most limit bytes. A larger one is TooLarge
// before it is read, when its length is announced.
func Body(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if r.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, tooLarge(limit)
	case err != nil:
		return nil, content.Fail(content.Malformed, err)
	}
	return data, nil
}

func tooLarge(limit int64) error {
	return &content.Error{Code: content.TooLarge, Key: "error.too_large_limit", Args: map[string]any{"Max": humanSize(limit)}}
}

// humanSize is a limit in words that are the same in all languages.
func humanSize(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return itoa(n>>20) + " MiB"
	case n >= 1<<10 && n%(1<<10) == 0:
		return itoa(n>>10) + " KiB"
	}
	return itoa(n) + " B"
}
