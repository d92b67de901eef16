package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"vitrine/content"
)

// AcceptedFiles is the list of formats that are taken as they are, for people.
const AcceptedFiles = "MP4, WebM, MP3, M4A, Ogg, Opus, FLAC, WAV, PDF"

// headBytes is how much of a file is read to tell what it is.
const headBytes = 4096

// Files tells films, sound and documents by their content, and reads captions.
type Files struct{}

var _ content.Files = Files{}

// Takes reports whether a file that begins with head is one that is kept as it
// is: not an image, which is decoded and written anew.
func (Files) Takes(head []byte) bool { _, _, ok := fileType(head); return ok }

// Identify says what a file is. Size and length are read where its container
// (ISO/IEC 14496-12) tells them in its first boxes; else they are 0.
func (Files) Identify(r io.ReaderAt, size int64) (content.FileInfo, error) {
	head := make([]byte, min(size, headBytes))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return content.FileInfo{}, fmt.Errorf("read upload: %w", err)
	}
	mediaType, ext, ok := fileType(head)
	if !ok {
		name := sniff(head)
		if name == "" {
			name = "an unknown format"
		}
		return content.FileInfo{}, refuse(content.MediaType, ErrFormat, name, "problem.media_type", "Allowed", Accepted+", "+AcceptedFiles, "Format", name)
	}
	info := content.FileInfo{Type: mediaType, Ext: ext}
	if mediaType == "video/mp4" {
		film, err := readMP4(r, size)
		if err != nil {
			return content.FileInfo{}, refuse(content.Invalid, ErrDamaged, err.Error(), "problem.unreadable_file")
		}
		info.Width, info.Height, info.Seconds = film.width, film.height, film.seconds
		if film.width == 0 { // sound in a container for films
			info.Type, info.Ext = "audio/mp4", ".m4a"
		}
	}
	return info, nil
}

// fileType tells what is kept as it is by its first bytes.
func fileType(head []byte) (mediaType, ext string, ok bool) {
	has := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	first := head[:min(len(head), 256)]
	switch {
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		switch string(head[8:12]) {
		case "M4A ", "M4B ":
			return "audio/mp4", ".m4a", true
		case "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "f4v ":
			return "video/mp4", ".mp4", true
		}
	case has("\x1a\x45\xdf\xa3"):
		if bytes.Contains(first, []byte("webm")) {
			return "video/webm", ".webm", true
		}
	case has("OggS"):
		for _, codec := range []string{"OpusHead", "\x01vorbis", "\x7fFLAC"} {
			if bytes.Contains(first, []byte(codec)) && !bytes.Contains(first, []byte("\x80theora")) {
				return "audio/ogg", ".ogg", true
			}
		}
	case has("fLaC"):
		return "audio/flac", ".flac", true
	case has("RIFF") && len(head) >= 12 && string(head[8:12]) == "WAVE":
		return "audio/wav", ".wav", true
	case has("ID3"), len(head) >= 4 && head[0] == 0xff && head[1]&0xe6 == 0xe2 && head[2]>>4 != 0 && head[2]>>4 != 15 && head[2]&0x0c != 0x0c:
		return "audio/mpeg", ".mp3", true // a tag, or a frame of MPEG layer III
	case has("%PDF-"):
		return "application/pdf", ".pdf", true
	}
	return "", "", false
}

// film is what an MP4 file says of itself.
type film struct{ width, height, seconds int }

// Bounds of what is read of an MP4 file: boxes, and their depth.
const (
	maxBoxes    = 4096
	maxBoxDepth = 4
)

// readMP4 walks the boxes of a file without reading its pictures: moov/mvhd
// tells the length, moov/trak/tkhd the size.
func readMP4(r io.ReaderAt, size int64) (film, error) {
	var f film
	boxes, found := 0, false
	var walk func(from, to int64, depth int) error
	walk = func(from, to int64, depth int) error {
		for from+8 <= to {
			if boxes++; boxes > maxBoxes {
				return fmt.Errorf("more than %d boxes", maxBoxes)
			}
			var h [16]byte
			n, err := r.ReadAt(h[:], from)
			if n < 8 {
				return fmt.Errorf("box at %d: %w", from, err)
			}
			length, head := int64(binary.BigEndian.Uint32(h[:4])), int64(8)
			switch {
			case length == 0:
				length = to - from
			case length == 1 && n == 16 && h[8] < 0x80:
				length, head = int64(binary.BigEndian.Uint64(h[8:])), 16
			}
			if length < head || length > to-from {
				return fmt.Errorf("box at %d of %d bytes", from, length)
			}
			switch name := string(h[4:8]); name {
			case "moov", "trak":
				found = found || name == "moov"
				if depth < maxBoxDepth {
					if err := walk(from+head, from+length, depth+1); err != nil {
						return err
					}
				}
			case "mvhd", "tkhd":
				b := make([]byte, min(length-head, 128))
				if n, _ := r.ReadAt(b, from+head); n < len(b) {
					return fmt.Errorf("%s is cut", name)
				}
				f.read(name, b)
			}
			from += length
		}
		return nil
	}
	if err := walk(0, size, 0); err != nil {
		return f, err
	}
	if !found {
		return f, fmt.Errorf("no moov box")
	}
	return f, nil
}

// read takes the facts of a header; version 1 has longer times.
func (f *film) read(name string, b []byte) {
	if len(b) < 100 {
		return
	}
	long := 0
	if b[0] == 1 {
		long = 1
	}
	switch name {
	case "mvhd":
		at := 12 + 8*long
		scale := uint64(binary.BigEndian.Uint32(b[at:]))
		length := uint64(binary.BigEndian.Uint32(b[at+4:]))
		if long == 1 {
			length = binary.BigEndian.Uint64(b[at+4:])
		}
		if scale > 0 && length/scale < 1<<20 {
			f.seconds = int((length + scale/2) / scale)
		}
	case "tkhd":
		at := 76 + 12*long
		if len(b) < at+8 {
			return
		}
		w, h := int(binary.BigEndian.Uint32(b[at:])>>16), int(binary.BigEndian.Uint32(b[at+4:])>>16)
		if w > f.width && w <= 16384 && h > 0 && h <= 16384 {
			f.width, f.height = w, h
		}
	}
}

// Captions is the function ReadVTT, with the line that cannot be read.
func (Files) Captions(text string) (out string, line int) {
	out, err := ReadVTT(text)
	if err != nil {
		return "", err.Line
	}
	return out, 0
}
