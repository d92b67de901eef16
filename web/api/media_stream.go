package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"vitrine/content"
)

const (
	headSize   = 4096          // bytes by which a file is told
	streamTime = 2 * time.Hour // that a film may take to arrive
)

// spool is a file on its way to the blob store. It waits on the disk, whatever
// its size: its length is known at its end only.
type spool struct {
	file *os.File
	size int64
	sum  string
}

// close removes the file.
func (s *spool) close() {
	if s != nil && s.file != nil {
		_ = s.file.Close() // nothing was to be kept
		_ = os.Remove(s.file.Name())
	}
}

// take reads the part that holds the file: an image into memory, a film, sound
// or document to the disk.
func (c *call) take(part io.Reader) (data []byte, s *spool, err error) {
	head := make([]byte, headSize)
	n, err := io.ReadFull(part, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, nil, err
	}
	head = head[:n]
	whole := io.MultiReader(bytes.NewReader(head), part)
	if c.Service == nil || c.Service.Files == nil || !c.Service.Files.Takes(head) {
		data, err = io.ReadAll(io.LimitReader(whole, c.Limits.File+1))
		if err == nil && int64(len(data)) > c.Limits.File {
			err = c.tooLarge(c.Limits.File)
		}
		return data, nil, err
	}
	rc := http.NewResponseController(c.w)
	_ = rc.SetReadDeadline(c.Now().Add(streamTime))                // not every writer has one,
	_ = rc.SetWriteDeadline(c.Now().Add(streamTime + time.Minute)) // and the answer comes after all of it
	f, err := os.CreateTemp("", "upload-*")
	if err != nil {
		return nil, nil, content.Fail(content.Full, fmt.Errorf("keep an upload: %w", err))
	}
	s = &spool{file: f}
	sum := sha256.New()
	s.size, err = io.Copy(io.MultiWriter(onDisk{f}, sum), io.LimitReader(whole, c.Limits.Media+1))
	if err == nil && s.size > c.Limits.Media {
		err = c.tooLarge(c.Limits.Media)
	}
	if err != nil {
		s.close()
		return nil, nil, err
	}
	s.sum = hex.EncodeToString(sum.Sum(nil))
	return nil, s, nil
}

// onDisk tells an error of the disk from one of the visitor's line.
type onDisk struct{ io.Writer }

func (d onDisk) Write(p []byte) (int, error) {
	n, err := d.Writer.Write(p)
	if err != nil {
		err = content.Fail(content.Full, fmt.Errorf("keep an upload: %w", err))
	}
	return n, err
}
