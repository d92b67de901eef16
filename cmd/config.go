package cmd

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vitrine/content"
	"vitrine/content/media"
	"vitrine/store"
)

// Options are the flags that every command shares; each has an environment name.
type Options struct {
	Data         string   `env:"VITRINE_DATA" type:"path" help:"Folder of the database, the secret and the uploads." default:"data"`
	DatabaseURL  string   `name:"database-url" env:"VITRINE_DATABASE_URL" help:"PostgreSQL address; without it a SQLite file in the data folder."`
	S3URL        string   `name:"s3-url" env:"VITRINE_S3_URL" help:"Where uploads are kept, s3://key:secret@host/bucket; without it the data folder."`
	Secret       string   `env:"VITRINE_SECRET" help:"Secret that encrypts stored keys, at least 32 characters; without it the file 'secret' in the data folder."`
	Synchronous  string   `env:"VITRINE_SYNCHRONOUS" enum:"FULL,NORMAL" default:"FULL" help:"SQLite: FULL keeps every accepted write through a power cut, NORMAL through a killed process."`
	SMTPURL      string   `name:"smtp-url" env:"VITRINE_SMTP_URL" help:"Mail server, smtp://user:password@host:587 (STARTTLS) or smtps://…; without it no mail is sent."`
	SMTPFrom     string   `name:"smtp-from" env:"VITRINE_SMTP_FROM" help:"Sender of all mail; without it each site's contact address."`
	AllowHosts   []string `name:"allow-hosts" env:"VITRINE_ALLOW_HOSTS" help:"host:port inside the network that library systems, mail and S3 may use."`
	Proxy        string   `env:"VITRINE_PROXY" help:"Outbound HTTP proxy."`
	AllowPrivate bool     `name:"federation-allow-private" env:"VITRINE_FEDERATION_ALLOW_PRIVATE" help:"For a laboratory only: plain http and private addresses between servers."`
	JSON         bool     `name:"json" help:"Answer with JSON."`
	LogLevel     string   `name:"log-level" env:"VITRINE_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"How much is logged."`

	pages int // of the tests of a full disk: the largest SQLite file, in pages
}

func (o Options) logger(w *os.File) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(o.LogLevel)); err != nil {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// databasePath is the SQLite file, "" with PostgreSQL.
func (o Options) databasePath() string {
	if o.DatabaseURL != "" {
		return ""
	}
	return filepath.Join(o.Data, "vitrine.db")
}

// openStore opens the database that the options name, and brings it up to date.
func (o Options) openStore(ctx context.Context, kinds content.Kinds, log *slog.Logger) (*store.DB, error) {
	if o.DatabaseURL == "" {
		if err := os.MkdirAll(o.Data, 0o700); err != nil {
			return nil, fmt.Errorf("data folder: %w", err)
		}
	}
	db, err := store.Open(ctx, store.Config{Path: o.databasePath(), URL: o.DatabaseURL, Kinds: kinds, Synchronous: o.Synchronous, PageLimit: o.pages, Log: log})
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return db, nil
}

// themesDir is the folder of the themes that do not ship.
func (o Options) themesDir() string { return filepath.Join(o.Data, "themes") }

// openBlobs opens where uploads are kept.
func (o Options) openBlobs() (media.Blobs, error) {
	if o.S3URL != "" {
		s3, err := media.OpenS3(o.S3URL, nil)
		if err != nil {
			return nil, fmt.Errorf("uploads: %w", err)
		}
		return s3, nil
	}
	dir := filepath.Join(o.Data, "media")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("uploads: %w", err)
	}
	d, err := media.OpenDir(dir)
	if err != nil {
		return nil, fmt.Errorf("uploads: %w", err)
	}
	return d, nil
}

// secret is the installation's secret; the first process makes the file.
func (o Options) secret() ([]byte, error) {
	if o.Secret != "" {
		if len(o.Secret) < 32 {
			return nil, errors.New("VITRINE_SECRET is too short: at least 32 characters")
		}
		return []byte(o.Secret), nil
	}
	name := filepath.Join(o.Data, "secret")
	b, err := os.ReadFile(name)
	if err == nil {
		if len(b) < 32 {
			return nil, fmt.Errorf("%s is damaged: %d bytes, 32 expected; restore it from a backup", name, len(b))
		}
		return b, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("secret: %w", err)
	}
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	b = make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return nil, err
	}
	return placeSecret(name, b)
}

// placeSecret writes the secret whole, or takes the one that another process
// has placed meanwhile.
func placeSecret(name string, b []byte) ([]byte, error) {
	f, err := os.CreateTemp(filepath.Dir(name), "secret-*")
	if err != nil {
		return nil, fmt.Errorf("secret: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, fmt.Errorf("secret: %w", err)
	}
	if err := os.Link(f.Name(), name); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return os.ReadFile(name)
		}
		return nil, fmt.Errorf("secret: %w", err)
	}
	return b, nil
}

func (o Options) proxy() (*url.URL, error) {
	if o.Proxy == "" {
		return nil, nil
	}
	u, err := url.Parse(o.Proxy)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("VITRINE_PROXY is not an address like http://proxy.example:3128")
	}
	return u, nil
}

// now is the clock of the program; tests have their own.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// splitLangs reads "nl, fr" as languages.
func splitLangs(list []string) []content.Lang {
	var out []content.Lang
	for _, l := range list {
		for _, p := range strings.Split(l, ",") {
			if p = strings.TrimSpace(p); p != "" {
				out = append(out, content.Lang(p))
			}
		}
	}
	return out
}

// formKey is the key that signs when a form was opened, drawn from the
// installation's secret so that all processes have the same.
func formKey(secret []byte) []byte {
	h := hmac.New(sha256.New, secret)
	h.Write([]byte("vitrine forms"))
	return h.Sum(nil)
}
