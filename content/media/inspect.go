package media

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"vitrine/content"
)

// Info is what a file says of itself before it is decoded.
type Info struct {
	Format      string // JPEG, PNG, GIF or WebP
	MediaType   string
	Width       int // in pixels, as stored: before Orientation is applied
	Height      int
	Orientation int // 1 to 8, TIFF 6.0 and EXIF 2.3
	Animated    bool
	memory      int64 // estimated bytes that decoding takes
	webp        *webpFile
}

// Inspect reads at most limits.Bytes from r and says what the file is. It
// decodes nothing. The error is a *content.Error that names what was found.
func Inspect(r io.Reader, limits Limits) (Info, error) {
	limits = limits.orDefault()
	data, err := io.ReadAll(io.LimitReader(r, limits.Bytes+1))
	if err != nil {
		return Info{}, fmt.Errorf("read upload: %w", err)
	}
	return inspect(data, limits)
}

func inspect(data []byte, l Limits) (info Info, err error) {
	if int64(len(data)) > l.Bytes {
		return Info{}, refuseBytes(l.Bytes)
	}
	// The decoders of the standard library do not panic on any input that is
	// known; an upload must not be how another is found.
	defer func() {
		if p := recover(); p != nil {
			info, err = Info{}, refuseDamaged(fmt.Errorf("panic: %v", p))
		}
	}()
	info.Format = sniff(data)
	info.MediaType = mediaTypes[info.Format]
	info.Orientation = 1
	switch {
	case len(data) == 0:
		return Info{}, refuseDamaged(errors.New("the file is empty"))
	case info.Format == "SVG":
		return Info{}, refuse(content.MediaType, ErrSVG, "", "problem.svg")
	case info.Format == "":
		return Info{}, refuseFormat("an unknown format")
	case info.MediaType == "":
		return Info{}, refuseFormat(info.Format)
	}
	if m := mixed(data); m != "" {
		return Info{}, refuse(content.MediaType, ErrMixed, info.Format+" and "+m, "problem.unreadable_image")
	}
	c, err := info.header(data)
	if err != nil {
		return Info{}, refuseDamaged(err)
	}
	info.Width, info.Height = c.Width, c.Height
	if c.Width < 1 || c.Height < 1 {
		return Info{}, refuseDamaged(fmt.Errorf("%d × %d pixels", c.Width, c.Height))
	}
	info.memory += int64(c.Width) * int64(c.Height) * pixelBytes(c.ColorModel)
	if max(c.Width, c.Height) > l.Side || int64(c.Width)*int64(c.Height) > int64(l.Pixels) || info.memory > l.Memory {
		return Info{}, refusePixels(c.Width, c.Height, l)
	}
	return info, nil
}

// header reads the size, and the orientation from EXIF data if there are any.
func (i *Info) header(data []byte) (image.Config, error) {
	r := bytes.NewReader(data)
	switch i.Format {
	case JPEG:
		exif, samples := scanJPEG(data)
		i.Orientation = orientation(exif)
		c, err := jpeg.DecodeConfig(r)
		// The coefficients of a progressive image take 4 bytes each.
		i.memory = int64(4 * samples * float64(c.Width) * float64(c.Height))
		return c, err
	case PNG:
		i.Orientation = orientation(scanPNG(data))
		return png.DecodeConfig(r)
	case GIF:
		return gif.DecodeConfig(r)
	default:
		w, err := parseWebP(data)
		if err != nil {
			return image.Config{}, err
		}
		i.webp, i.Animated = w, w.animated
		i.Orientation = orientation(w.exif)
		return image.Config{Width: w.width, Height: w.height, ColorModel: color.NRGBAModel}, nil
	}
}

// pixelBytes is how many bytes a decoded pixel takes, rounded up.
func pixelBytes(m color.Model) int64 {
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.NRGBA64Model, color.RGBA64Model:
		return 8
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 4
}
