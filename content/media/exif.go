package media

import (
	"bytes"
	"encoding/binary"
)

// scanJPEG walks the segments before the image data (ITU-T T.81, annex B) and
// returns the EXIF block (TIFF data) and, for a progressive image, how many
// samples a pixel has: they are all held in memory while it is decoded.
func scanJPEG(data []byte) (exif []byte, samples float64) {
	i := 2
	for i+4 <= len(data) {
		if data[i] != 0xff {
			return exif, samples
		}
		marker := data[i+1]
		switch {
		case marker == 0xff: // fill byte
			i++
			continue
		case marker == 0x01, marker >= 0xd0 && marker <= 0xd8: // no content
			i += 2
			continue
		case marker == 0xd9, marker == 0xda: // end, or start of the scan
			return exif, samples
		}
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 2 || i+2+n > len(data) {
			return exif, samples
		}
		seg := data[i+4 : i+2+n]
		if marker == 0xc2 {
			samples = sampling(seg)
		}
		if marker == 0xe1 && exif == nil {
			if tiff, ok := bytes.CutPrefix(seg, []byte("Exif\x00\x00")); ok {
				exif = tiff
			}
		}
		i += 2 + n
	}
	return exif, samples
}

// sampling returns the samples per pixel that a frame header announces: 1.5 for
// the usual 4:2:0, 3 for full colour, 4 for print.
func sampling(sof []byte) float64 {
	var total, most int
	for c := 6; c+3 <= len(sof); c += 3 {
		hv := int(sof[c+1]>>4) * int(sof[c+1]&15)
		total += hv
		most = max(most, hv)
	}
	if most == 0 {
		return 4
	}
	return float64(total) / float64(most)
}

// scanPNG returns the eXIf chunk (PNG, third edition, 11.3.4.5).
func scanPNG(data []byte) []byte {
	i := 8
	for i+12 <= len(data) {
		n := int64(binary.BigEndian.Uint32(data[i:]))
		if int64(i)+12+n > int64(len(data)) {
			return nil
		}
		switch string(data[i+4 : i+8]) {
		case "eXIf":
			return data[i+8 : i+8+int(n)]
		case "IEND":
			return nil
		}
		i += 12 + int(n)
	}
	return nil
}

// orientation reads tag 0x0112 of the first directory of TIFF data. It returns
// 1, upright, for anything that is not a valid value.
func orientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var o binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		o = binary.LittleEndian
	case "MM\x00*":
		o = binary.BigEndian
	default:
		return 1
	}
	at := int64(o.Uint32(tiff[4:]))
	if at < 8 || at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for n := int(o.Uint16(tiff[at:])); n > 0 && len(entries) >= 12; n-- {
		e := entries[:12]
		entries = entries[12:]
		if o.Uint16(e) != 0x0112 {
			continue
		}
		const short = 3
		if v := int(o.Uint16(e[8:])); o.Uint16(e[2:]) == short && o.Uint32(e[4:]) == 1 && v >= 1 && v <= 8 {
			return v
		}
		return 1
	}
	return 1
}
