package demo

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
)

// rate is the number of samples a second of what the program plays itself.
const rate = 16000

// tape is sound while it is made: samples from -1 to 1.
type tape []float64

func newTape(seconds float64) tape { return make(tape, int(seconds*rate)) }

// tone adds a note with overtones that fades like a struck bell.
func (t tape) tone(at, hertz, seconds, loud float64) {
	from := int(at * rate)
	for i := range int(seconds * rate) {
		if from+i >= len(t) {
			return
		}
		s := float64(i) / rate
		fade := math.Exp(-3.2 * s / seconds * 1.4)
		v := math.Sin(2*math.Pi*hertz*s) + 0.35*math.Sin(2*math.Pi*hertz*2.01*s)*math.Exp(-4*s) + 0.2*math.Sin(2*math.Pi*hertz*3.98*s)*math.Exp(-7*s)
		t[from+i] += loud * fade * v * min(1, s*400)
	}
}

// chirp adds a bird's call that glides from one pitch to another.
func (t tape) chirp(at, low, high, seconds, loud float64) {
	from, phase := int(at*rate), 0.0
	n := int(seconds * rate)
	for i := range n {
		if from+i >= len(t) {
			return
		}
		x := float64(i) / float64(n)
		phase += 2 * math.Pi * (low + (high-low)*x) / rate
		t[from+i] += loud * math.Sin(math.Pi*x) * math.Sin(phase)
	}
}

// water adds soft noise that swells and ebbs.
func (t tape) water(loud float64) {
	rng := rand.New(rand.NewPCG(4, 7))
	low, lower := 0.0, 0.0
	for i := range t {
		low += 0.08 * (rng.Float64()*2 - 1 - low)
		lower += 0.01 * (low - lower)
		swell := 0.6 + 0.4*math.Sin(2*math.Pi*float64(i)/rate/3)
		t[i] += loud * swell * (low - lower) * 4
	}
}

// wav writes the tape as a WAV file: one channel, 16 bits.
func (t tape) wav() ([]byte, error) {
	var b bytes.Buffer
	size := uint32(2 * len(t))
	for _, v := range []any{[]byte("RIFF"), 36 + size, []byte("WAVEfmt "), uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2 * rate), uint16(2), uint16(16), []byte("data"), size} {
		if err := binary.Write(&b, binary.LittleEndian, v); err != nil {
			return nil, err
		}
	}
	fade := rate / 4 // at both ends, so that nothing clicks
	for i, v := range t {
		edge := float64(min(i, len(t)-1-i)) / float64(fade)
		v *= min(1, edge)
		b.Write(binary.LittleEndian.AppendUint16(nil, uint16(int16(32000*math.Tanh(v)))))
	}
	return b.Bytes(), nil
}

// musicBox is a little tune in six seconds.
func musicBox() ([]byte, error) {
	t := newTape(6)
	for i, n := range []float64{523.25, 659.25, 783.99, 659.25, 587.33, 698.46, 880, 698.46, 659.25, 783.99, 1046.5, 783.99, 698.46, 587.33, 523.25} {
		t.tone(0.3*float64(i), n, 1.6, 0.22)
	}
	t.tone(4.5, 261.63, 1.5, 0.15)
	return t.wav()
}

// moorMorning is eight seconds of water with birds that wake up.
func moorMorning() ([]byte, error) {
	t := newTape(8)
	t.water(0.22)
	for i, at := range []float64{1.4, 2.1, 2.3, 3.8, 4.0, 4.2, 5.6, 6.3, 6.5, 6.7, 6.9} {
		low := 1800 + 260*float64(i%4)
		t.chirp(at, low, low+700, 0.13, 0.2)
	}
	for _, at := range []float64{3.1, 5.1, 7.1} { // the grouse
		t.chirp(at, 420, 380, 0.35, 0.22)
	}
	return t.wav()
}

// gong is the third call before a performance, in five seconds.
func gong() ([]byte, error) {
	t := newTape(5)
	for i, n := range []float64{196, 233.08, 174.61} {
		t.tone(0.9*float64(i), n, 3, 0.3)
		t.tone(0.9*float64(i), n*2.76, 2, 0.06)
	}
	return t.wav()
}
