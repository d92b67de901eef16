package cmd

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"path"
	"strings"
	"sync"

	"vitrine/content"
	"vitrine/content/feeds"
	"vitrine/content/media"
	"vitrine/web"
)

// books lends content/feeds to the pages. An edition's book is kept in the blob
// store until something in it changes; an article's is small and made each time.
type books struct {
	channels content.ChannelStore
	bodies   bodies
	blobs    media.Blobs
	log      *slog.Logger
	making   chan struct{} // one at a time: a book is a minute's worth of pictures at worst

	mu      sync.Mutex
	flights map[string]*flight // by key
}

// flight is a book being made; others who want it wait for it.
type flight struct {
	done chan struct{}
	err  error
}

var _ web.Books = (*books)(nil)

func newBooks(channels content.ChannelStore, b bodies, blobs media.Blobs, log *slog.Logger) *books {
	return &books{channels: channels, bodies: b, blobs: blobs, log: log, making: make(chan struct{}, 1), flights: map[string]*flight{}}
}

// folder is where the books of an item in a language are kept.
func folder(v web.BookView) string {
	return string(v.Site.ID) + "/epub/" + string(v.Item.ID) + "/" + string(v.Text.Lang) + "/"
}

// key is that of the book of an edition as it is now.
func key(v web.BookView) string { return folder(v) + v.Sum + ".epub" }

// isBook reports whether a stored file is a book: no medium's id is that short.
func isBook(key string) bool {
	_, rest, _ := strings.Cut(key, "/")
	return strings.HasPrefix(rest, "epub/")
}

// Size is how large the kept book is.
func (b *books) Size(ctx context.Context, v web.BookView) (int64, error) {
	meta, err := b.blobs.Stat(ctx, key(v))
	if content.Is(err, content.NotFound) {
		return 0, nil
	}
	return meta.Size, err
}

// Book gives the EPUB of v.
func (b *books) Book(ctx context.Context, v web.BookView) (web.Blob, error) {
	if v.Members == nil {
		data, err := b.write(ctx, v)
		if err != nil {
			return nil, err
		}
		return inMemory{bytes.NewReader(data)}, nil
	}
	f, _, err := b.blobs.Get(ctx, key(v))
	if !content.Is(err, content.NotFound) {
		return f, err
	}
	if err := b.once(ctx, key(v), v); err != nil {
		return nil, err
	}
	f, _, err = b.blobs.Get(ctx, key(v))
	return f, err
}

// once has one caller make the book while the others wait.
func (b *books) once(ctx context.Context, key string, v web.BookView) error {
	b.mu.Lock()
	fl := b.flights[key]
	if fl != nil {
		b.mu.Unlock()
		select {
		case <-fl.done:
			return fl.err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	fl = &flight{done: make(chan struct{}), err: content.Failf(content.Internal, "the book was not finished")}
	b.flights[key] = fl
	b.mu.Unlock()
	defer func() { // also when the writer panics
		b.mu.Lock()
		delete(b.flights, key)
		b.mu.Unlock()
		close(fl.done)
	}()
	// Others wait for it: it is made even when this visitor leaves.
	fl.err = b.make(context.WithoutCancel(ctx), key, v)
	return fl.err
}

func (b *books) make(ctx context.Context, key string, v web.BookView) error {
	data, err := b.write(ctx, v)
	if err != nil {
		return err
	}
	if err := b.blobs.Put(ctx, key, feeds.EPUBType, bytes.NewReader(data), int64(len(data))); err != nil {
		return fmt.Errorf("keep the book %s: %w", key, err)
	}
	for old, err := range b.blobs.List(ctx, folder(v)) {
		if err == nil && old.Key != key {
			err = b.blobs.Delete(ctx, old.Key)
		}
		if err != nil { // an old book stays: it is never served again
			b.log.Warn("old book not removed", "folder", path.Dir(key), "error", err)
			break
		}
	}
	return nil
}

// write makes the book's bytes.
func (b *books) write(ctx context.Context, v web.BookView) ([]byte, error) {
	select {
	case b.making <- struct{}{}:
		defer func() { <-b.making }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	book, err := b.book(ctx, v)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := feeds.EPUB(ctx, &out, book); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// book collects what the writer needs.
func (b *books) book(ctx context.Context, v web.BookView) (feeds.Book, error) {
	chs, err := b.channels.Channels(ctx, v.Site.ID)
	if err != nil {
		return feeds.Book{}, err
	}
	entry := func(it *content.Item) (feeds.Entry, error) {
		t, _ := it.Text(v.Text.Lang)
		e := feeds.Entry{View: content.View{Site: v.Site, Item: it, Text: t, URL: v.Site.ItemURL(it.Kind, t), Say: v.Say}}
		for _, c := range chs {
			if c.ID == it.Channel {
				e.Channel = c
			}
		}
		var err error
		if e.Body, err = b.bodies.complete(ctx, v.Site, it, t, forBook); err != nil {
			return e, fmt.Errorf("body of %s: %w", it.ID, err)
		}
		return e, nil
	}
	out := feeds.Book{Modified: v.Modified, Open: b.open}
	if out.Entry, err = entry(v.Item); err != nil {
		return out, err
	}
	d, ok := v.Item.Details.(content.Issued)
	if !ok {
		return out, nil
	}
	public := map[content.ID]*content.Item{}
	for _, m := range v.Members {
		public[m.ID] = m
	}
	out.Parts = []feeds.BookPart{}
	for _, p := range d.Issue().Parts {
		var part feeds.BookPart
		part.Heading, part.Lang = p.Heading.In(v.Text.Lang, v.Site.DefaultLang())
		for _, id := range p.Items {
			m := public[id]
			if m == nil {
				continue
			}
			e, err := entry(m)
			if err != nil {
				return out, err
			}
			part.Entries = append(part.Entries, e)
		}
		out.Parts = append(out.Parts, part)
	}
	return out, nil
}

func (b *books) open(ctx context.Context, key string) (io.ReadCloser, error) {
	f, _, err := b.blobs.Get(ctx, key)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// inMemory is a file that is nowhere stored.
type inMemory struct{ *bytes.Reader }

// Close does nothing: there is nothing to give back.
func (inMemory) Close() error { return nil }
