package media

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// The formats that are decoded.
const (
	JPEG = "JPEG"
	PNG  = "PNG"
	GIF  = "GIF"
	WebP = "WebP"
)

var mediaTypes = map[string]string{JPEG: "image/jpeg", PNG: "image/png", GIF: "image/gif", WebP: "image/webp"}

// signatures are the first bytes of formats, with the name that people know.
var signatures = []struct{ magic, name string }{
	{"\xff\xd8\xff", JPEG},
	{"\x89PNG\r\n\x1a\n", PNG},
	{"GIF87a", GIF},
	{"GIF89a", GIF},
	{"II*\x00", "TIFF"},
	{"MM\x00*", "TIFF"},
	{"II+\x00", "TIFF"},
	{"MM\x00+", "TIFF"},
	{"BM", "BMP"},
	{"%PDF-", "PDF"},
	{"%!PS", "PostScript"},
	{"\x00\x00\x01\x00", "ICO"},
	{"8BPS", "Photoshop"},
	{"\xff\x0a", "JPEG XL"},
	{"\x00\x00\x00\x0cJXL ", "JPEG XL"},
	{"\x00\x00\x00\x0cjP  ", "JPEG 2000"},
	{"PK\x03\x04", "ZIP"},
	{"\x1f\x8b", "gzip"},
	{"7z\xbc\xaf\x27\x1c", "7z"},
	{"Rar!", "RAR"},
	{"\x1a\x45\xdf\xa3", "Matroska video"},
	{"OggS", "Ogg"},
	{"ID3", "MP3"},
	{"\x7fELF", "a program"},
	{"MZ", "a program"},
	{"\xd0\xcf\x11\xe0", "an old Office document"},
}

// sniff names the format of data by its content, "" when it is not known.
func sniff(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.magic)) {
			return s.name
		}
	}
	if len(data) >= 12 && string(data[:4]) == "RIFF" {
		switch string(data[8:12]) {
		case "WEBP":
			return WebP
		case "WAVE":
			return "WAV"
		case "AVI ":
			return "AVI video"
		}
	}
	if len(data) >= 12 && string(data[4:8]) == "ftyp" {
		return brand(string(data[8:12]))
	}
	return sniffText(data)
}

// brand names an ISO base media file by its major brand (ISO/IEC 14496-12).
func brand(b string) string {
	switch b {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
		return "HEIC"
	case "avif", "avis":
		return "AVIF"
	case "crx ":
		return "a raw photograph"
	case "qt  ":
		return "QuickTime video"
	}
	return "MP4 video"
}

// sniffText tells markup, which has no fixed first bytes. Text in UTF-16 is
// read as if every other byte were not there.
func sniffText(data []byte) string {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	s := strings.ToLower(strings.TrimLeft(strings.TrimPrefix(string(head), "\xef\xbb\xbf"), " \t\r\n"))
	if !strings.HasPrefix(s, "<") {
		return ""
	}
	switch {
	case strings.Contains(s, "<svg") || strings.Contains(s, ":svg"):
		return "SVG"
	case strings.HasPrefix(s, "<!doctype html"), strings.Contains(s, "<html"), strings.Contains(s, "<script"):
		return "HTML"
	case strings.HasPrefix(s, "<?xml"):
		return "XML"
	}
	return "HTML"
}

// mixed finds the second face of a file that is an image at its beginning: a
// PDF or a page in its first bytes, an archive at its end. What is published is
// encoded anew and would not carry it; but such a file is made to deceive.
func mixed(data []byte) string {
	head := bytes.ToLower(data[:min(len(data), 1024)])
	for _, m := range []struct{ mark, name string }{
		{"%pdf-", "PDF"}, {"<script", "HTML"}, {"<html", "HTML"}, {"<!doctype", "HTML"}, {"<?php", "PHP"}, {"<svg", "SVG"},
	} {
		if bytes.Contains(head, []byte(m.mark)) {
			return m.name
		}
	}
	// The end record of a ZIP archive reaches exactly to the end of the file.
	tail := data[max(0, len(data)-(22+65535)):]
	for i := len(tail) - 22; i >= 0; i-- {
		if tail[i] == 'P' && string(tail[i:i+4]) == "PK\x05\x06" &&
			i+22+int(binary.LittleEndian.Uint16(tail[i+20:])) == len(tail) {
			return "ZIP"
		}
	}
	return ""
}
