package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"vitrine/content"
)

// S3 keeps files in a bucket of any store that speaks Amazon's protocol.
type S3 struct {
	client *minio.Client
	bucket string
	prefix string // "" or ends in "/"
}

var _ Blobs = (*S3)(nil)

// OpenS3 reads s3://KEY:SECRET@HOST[:PORT]/BUCKET[/PREFIX]. Parameters:
// region=R (us-east-1), path_style=true|false (the bucket in the path or in the
// host name; by default what suits the host), insecure=true (plain http, for a
// laboratory). Key and secret are percent-encoded. No request is made; Check
// makes one. transport may be nil.
func OpenS3(rawURL string, transport http.RoundTripper) (*S3, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		// The error of url.Parse would repeat the secret.
		return nil, errors.New("open S3: the address cannot be read; write s3://KEY:SECRET@HOST/BUCKET, with key and secret percent-encoded")
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if u.Scheme != "s3" || u.Host == "" || bucket == "" {
		return nil, errors.New("open S3: write s3://KEY:SECRET@HOST/BUCKET")
	}
	if prefix != "" {
		if err := checkKey(prefix); err != nil {
			return nil, fmt.Errorf("open S3: %w", err)
		}
		prefix += "/"
	}
	o := &minio.Options{Secure: true, Transport: transport, Region: "us-east-1", MaxRetries: 4}
	secret, _ := u.User.Password()
	o.Creds = credentials.NewStaticV4(u.User.Username(), secret, "")
	for name, v := range u.Query() {
		flag, err := strconv.ParseBool(v[0])
		switch {
		case name == "region" && v[0] != "":
			o.Region = v[0]
		case name == "path_style" && err == nil && flag:
			o.BucketLookup = minio.BucketLookupPath
		case name == "path_style" && err == nil:
			o.BucketLookup = minio.BucketLookupDNS
		case name == "insecure" && err == nil:
			o.Secure = !flag
		default:
			return nil, fmt.Errorf("open S3: parameter %q is not one of region, path_style, insecure, or has no such value", name)
		}
	}
	c, err := minio.New(u.Host, o)
	if err != nil {
		return nil, fmt.Errorf("open S3 at %s: %w", u.Host, err)
	}
	return &S3{client: c, bucket: bucket, prefix: prefix}, nil
}

// Check asks whether the bucket is there and the credentials are good.
func (s *S3) Check(ctx context.Context) error {
	ok, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil {
		return s.failure("look for bucket "+s.bucket, err)
	}
	if !ok {
		return content.Fail(content.Unavailable, fmt.Errorf("there is no bucket %s", s.bucket))
	}
	return nil
}

// Put stores a file; the store shows it when it is complete.
func (s *S3) Put(ctx context.Context, key, contentType string, r io.Reader, size int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if size < 0 {
		return content.Fail(content.Malformed, fmt.Errorf("store %s: the size must be known", key))
	}
	// Bytes in memory can be sent again after a failure.
	if b, ok := r.(*bytes.Reader); !ok || int64(b.Len()) != size {
		r = &exactly{ctx, r, size}
	}
	_, err := s.client.PutObject(ctx, s.bucket, s.prefix+key, r, size, minio.PutObjectOptions{ContentType: contentType})
	return s.failure("store "+key, err)
}

// Get opens a file.
func (s *S3) Get(ctx context.Context, key string) (io.ReadSeekCloser, Meta, error) {
	if err := checkKey(key); err != nil {
		return nil, Meta{}, err
	}
	o, err := s.client.GetObject(ctx, s.bucket, s.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, Meta{}, s.failure("open "+key, err)
	}
	st, err := o.Stat() // the request is made here
	if err != nil {
		o.Close()
		return nil, Meta{}, s.failure("open "+key, err)
	}
	return o, s.meta(st), nil
}

// Stat describes a file.
func (s *S3) Stat(ctx context.Context, key string) (Meta, error) {
	if err := checkKey(key); err != nil {
		return Meta{}, err
	}
	st, err := s.client.StatObject(ctx, s.bucket, s.prefix+key, minio.StatObjectOptions{})
	if err != nil {
		return Meta{}, s.failure("look at "+key, err)
	}
	return s.meta(st), nil
}

// Delete removes a file.
func (s *S3) Delete(ctx context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := s.failure("delete "+key, s.client.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{}))
	if content.Is(err, content.NotFound) {
		return nil
	}
	return err
}

// List asks page by page; the content type is the one that the key's end names.
func (s *S3) List(ctx context.Context, prefix string) iter.Seq2[Meta, error] {
	return func(yield func(Meta, error) bool) {
		if err := checkPrefix(prefix); err != nil {
			yield(Meta{}, err)
			return
		}
		ctx, stop := context.WithCancel(ctx)
		defer stop() // ends the client's goroutine when the caller leaves early
		for o := range s.client.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix + prefix, Recursive: true}) {
			if o.Err != nil {
				yield(Meta{}, s.failure("list "+prefix, o.Err))
				return
			}
			m := s.meta(o)
			if checkKey(m.Key) != nil {
				continue // somebody else's file in the same bucket
			}
			if !yield(m, nil) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(Meta{}, s.failure("list "+prefix, err))
		}
	}
}

func (s *S3) meta(o minio.ObjectInfo) Meta {
	key := strings.TrimPrefix(o.Key, s.prefix)
	t := o.ContentType
	if t == "" {
		t = typeOf(key)
	}
	return Meta{Key: key, ContentType: t, Size: o.Size, Modified: o.LastModified.UTC()}
}

// failure gives an error of the store its code.
func (s *S3) failure(what string, err error) error {
	if err == nil {
		return nil
	}
	code := content.Unavailable
	switch r := minio.ToErrorResponse(err); {
	case r.Code == minio.NoSuchKey || r.Code == "NotFound":
		code = content.NotFound
	case r.Code == "XMinioStorageFull" || r.Code == "QuotaExceeded" || r.StatusCode == http.StatusInsufficientStorage:
		code = content.Full
	case r.StatusCode >= 400 && r.StatusCode < 500 && r.StatusCode != http.StatusTooManyRequests && r.StatusCode != http.StatusRequestTimeout:
		code = content.Internal // wrong key, region or bucket: waiting does not help
	}
	return content.Fail(code, fmt.Errorf("%s: %w", what, err))
}
