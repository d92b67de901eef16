package wordpress

import (
	"bufio"
	"errors"
)

var errLong = errors.New("one element is too long")

// input counts lines, and bytes since the last token. It gives the decoder one
// byte at a time, so that after an error reading goes on exactly there.
type input struct {
	*bufio.Reader
	line  int
	token int
}

// ReadByte implements io.ByteReader.
func (in *input) ReadByte() (byte, error) {
	b, err := in.Reader.ReadByte()
	if err != nil {
		return b, err
	}
	if in.token++; in.token > maxToken {
		return 0, errLong
	}
	if b == '\n' {
		in.line++
	}
	return b, nil
}

// skip reads on to the next item, and reports whether there is one.
func (in *input) skip() bool {
	const tag = "<item>"
	at := 0
	for {
		in.token = 0
		b, err := in.ReadByte()
		if err != nil {
			return false
		}
		switch {
		case b == tag[at]:
			if at++; at == len(tag) {
				return true
			}
		case b == '<':
			at = 1
		default:
			at = 0
		}
	}
}
