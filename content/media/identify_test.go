package media

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"vitrine/content"
)

func box(name string, parts ...[]byte) []byte {
	body := bytes.Join(parts, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), name...), body...)
}

// mp4 is a film without pictures, of the given size and length.
func mp4(brand string, width, height, seconds int) []byte {
	mvhd := make([]byte, 100)
	binary.BigEndian.PutUint32(mvhd[12:], 1000)
	binary.BigEndian.PutUint32(mvhd[16:], uint32(seconds*1000+400))
	tkhd := make([]byte, 84)
	tkhd = append(tkhd, make([]byte, 16)...)
	binary.BigEndian.PutUint32(tkhd[76:], uint32(width)<<16)
	binary.BigEndian.PutUint32(tkhd[80:], uint32(height)<<16)
	return bytes.Join([][]byte{box("ftyp", []byte(brand), make([]byte, 4)), box("mdat", make([]byte, 100)), box("moov", box("mvhd", mvhd), box("trak", box("tkhd", tkhd)))}, nil)
}

func TestIdentify(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want content.FileInfo
	}{
		"MP4":            {mp4("isom", 1920, 1080, 63), content.FileInfo{Type: "video/mp4", Ext: ".mp4", Width: 1920, Height: 1080, Seconds: 63}},
		"sound in MP4":   {mp4("mp42", 0, 0, 5), content.FileInfo{Type: "audio/mp4", Ext: ".m4a", Seconds: 5}},
		"M4A":            {mp4("M4A ", 0, 0, 5), content.FileInfo{Type: "audio/mp4", Ext: ".m4a"}},
		"WebM":           {[]byte("\x1a\x45\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x86\x81\x01\x42\x82\x84webm"), content.FileInfo{Type: "video/webm", Ext: ".webm"}},
		"Opus":           {[]byte("OggS\x00\x02" + strings.Repeat("\x00", 22) + "OpusHead"), content.FileInfo{Type: "audio/ogg", Ext: ".ogg"}},
		"MP3 with a tag": {[]byte("ID3\x04\x00"), content.FileInfo{Type: "audio/mpeg", Ext: ".mp3"}},
		"MP3":            {[]byte("\xff\xfb\x90\x64"), content.FileInfo{Type: "audio/mpeg", Ext: ".mp3"}},
		"WAV":            {[]byte("RIFF\x00\x00\x00\x00WAVEfmt "), content.FileInfo{Type: "audio/wav", Ext: ".wav"}},
		"FLAC":           {[]byte("fLaC\x00"), content.FileInfo{Type: "audio/flac", Ext: ".flac"}},
		"PDF":            {[]byte("%PDF-1.7\n"), content.FileInfo{Type: "application/pdf", Ext: ".pdf"}},
	} {
		got, err := Files{}.Identify(bytes.NewReader(c.data), int64(len(c.data)))
		if err != nil || got != c.want || !(Files{}).Takes(c.data) {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	film := mp4("isom", 1920, 1080, 63)
	loop := append(box("ftyp", []byte("isom"), make([]byte, 4)), bytes.Repeat(box("free"), 10_000)...)
	huge := append(box("ftyp", []byte("isom")), 0x7f, 0xff, 0xff, 0xff, 'm', 'o', 'o', 'v')
	for name, data := range map[string][]byte{
		"empty": {}, "text": []byte("hello"), "JPEG": []byte("\xff\xd8\xff\xe0"), "QuickTime": mp4("qt  ", 10, 10, 1), "HEIC": mp4("heic", 0, 0, 0), "Matroska": []byte("\x1a\x45\xdf\xa3\x42\x82\x88matroska"),
		"Theora": []byte("OggS\x00\x02" + strings.Repeat("\x00", 22) + "\x80theora"), "AAC": []byte("\xff\xf1\x50\x80"), "cut": film[:len(film)-60], "no moov": film[:120], "many boxes": loop, "a box too long": huge, "HTML": []byte("<html>"), "ZIP": []byte("PK\x03\x04"),
	} {
		if got, err := (Files{}).Identify(bytes.NewReader(data), int64(len(data))); err == nil {
			t.Errorf("%s passes as %+v", name, got)
		}
	}
}

func FuzzIdentify(f *testing.F) {
	f.Add(mp4("isom", 640, 480, 3))
	f.Add([]byte("OggS"))
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := Files{}.Identify(bytes.NewReader(data), int64(len(data)))
		if err == nil && (info.Type == "" || info.Ext == "" || info.Width < 0 || info.Seconds < 0) {
			t.Errorf("%+v", info)
		}
	})
}
