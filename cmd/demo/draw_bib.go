package demo

import "math"

// The library's pictures.

func nightReading(c *canvas) {
	c.sky(0x0b1437, 0x24306b, 0x6a4c93, 0xe8956d)
	c.stars(110, 380)
	c.glow(0xfff3c4, 740, 140, 150)
	c.circle(hex(0xfff3c4), 740, 140, 56)
	c.circle(hex(0x1b265a), 765, 125, 50)
	c.hills(hex(0x1d1f45), 500, 24, 0.4, 1.2)
	c.glow(0xffd98a, 440, 420, 220)
	for i := range 5 { // the pages of an open book
		f := float64(i)
		c.poly(hex(mix(0xfff7e3, 0xe9c98f, f/5)), pt{440, 430 + f*7}, pt{330 - f*12, 385 + f*14}, pt{190 - f*10, 415 + f*16}, pt{180, 500 + f*6}, pt{330, 480 + f*7}, pt{440, 520 + f*6})
		c.poly(hex(mix(0xfffaee, 0xf0d6a3, f/5)), pt{440, 430 + f*7}, pt{550 + f*12, 385 + f*14}, pt{690 + f*10, 415 + f*16}, pt{700, 500 + f*6}, pt{550, 480 + f*7}, pt{440, 520 + f*6})
	}
	c.line(hex(0x8d5b4c), 5, pt{440, 432}, pt{440, 545})
	for i := range 9 { // sparks that leave it
		a := float64(i)
		c.circle(glass(0xffe9a8, 0.9), 440+math.Sin(a*1.9)*90, 380-a*30, 6-a*0.4)
	}
}

func shelves(c *canvas) {
	c.sky(0xf2e6d3, 0xe3cfae)
	palette := []uint32{0x264653, 0x2a9d8f, 0xe9c46a, 0xf4a261, 0xe76f51, 0x6d597a, 0x355070, 0xb56576, 0x8ab17d}
	for row := range 3 {
		floor := 200 + float64(row)*205
		c.rect(glass(0x5b4636, 0.15), 30, floor-180, 900, 180)
		for x := 46.0; x < 890; {
			w := 22 + c.rng.Float64()*34
			h := 105 + c.rng.Float64()*60
			col := palette[c.rng.IntN(len(palette))]
			if c.rng.IntN(9) == 0 { // one leans
				c.poly(hex(col), pt{x, floor}, pt{x + w, floor}, pt{x + w + 34, floor - h + 8}, pt{x + 34, floor - h})
				x += w + 42
				continue
			}
			c.rect(hex(col), x, floor-h, w, h)
			c.rect(glass(0xffffff, 0.55), x+4, floor-h+16, w-8, 5)
			c.rect(glass(0xffffff, 0.3), x+4, floor-26, w-8, 10)
			x += w + 3
		}
		c.rect(hex(0x7f5539), 20, floor, 920, 16)
		c.rect(glass(0x000000, 0.18), 20, floor+16, 920, 8)
	}
}

func balloon(c *canvas) {
	c.sky(0x8ecae6, 0xcdeaf5, 0xfff4d6)
	c.glow(0xffffff, 160, 140, 120)
	for _, p := range []pt{{170, 150}, {690, 110}, {820, 250}} {
		for i := range 4 {
			c.ellipse(glass(0xffffff, 0.85), p.x+float64(i)*44, p.y+math.Sin(float64(i)*2)*12, 48, 26)
		}
	}
	for i := range 7 { // stripes of the envelope
		f := float64(i) - 3
		cols := []uint32{0xe63946, 0xffb703, 0xe63946, 0xfb8500, 0xe63946, 0xffb703, 0xe63946}
		c.ellipse(hex(cols[i]), 480+f*26, 235, 175-math.Abs(f)*44, 178)
	}
	for _, x := range []float64{-52, -18, 18, 52} {
		c.line(hex(0x6b4f3a), 3, pt{480 + x, 395}, pt{480 + x*0.6, 470})
	}
	c.rect(hex(0x9c6644), 440, 468, 80, 52)
	c.rect(hex(0x7f5539), 436, 464, 88, 12)
	c.rect(hex(0x2a9d8f), 452, 448, 26, 18) // two books travel along
	c.rect(hex(0xe76f51), 484, 440, 20, 26)
	c.hills(hex(0x90be6d), 560, 18, 0, 1.5)
	c.hills(hex(0x43aa8b), 595, 14, 2, 2)
}

func coverPlanet(c *canvas) {
	c.sky(0xfdf0d5, 0xf6dca7)
	book(c, 0x1b3a6b)
	for range 46 {
		c.circle(glass(0xffffff, 0.5+c.rng.Float64()/2), 310+c.rng.Float64()*340, 80+c.rng.Float64()*330, 1+c.rng.Float64()*2.5)
	}
	c.circle(hex(0xe9c46a), 480, 480, 92)
	c.circle(glass(0xc79a3b, 0.7), 450, 470, 18)
	c.circle(glass(0xc79a3b, 0.7), 515, 505, 12)
	c.line(hex(0x6a994e), 6, pt{480, 390}, pt{484, 330})
	for i := range 6 {
		a := float64(i) * math.Pi / 3
		c.circle(hex(0xd62839), 484+14*math.Cos(a), 318+14*math.Sin(a), 11)
	}
	c.circle(hex(0xf4a3a8), 484, 318, 9)
}

func coverRoom(c *canvas) {
	c.sky(0xd8e2dc, 0xb7c4bd)
	book(c, 0x2f3e46)
	c.poly(hex(0x52796f), pt{320, 120}, pt{640, 120}, pt{570, 210}, pt{390, 210})
	c.poly(hex(0x84a98c), pt{320, 540}, pt{640, 540}, pt{570, 440}, pt{390, 440})
	c.rect(hex(0xcad2c5), 390, 210, 180, 230)
	c.rect(hex(0x2f3e46), 450, 270, 60, 170) // a door, ajar
	c.poly(hex(0xf2cc8f), pt{450, 270}, pt{482, 290}, pt{482, 440}, pt{450, 440})
	c.ellipse(hex(0x1d2529), 480, 505, 44, 18)
	for i := range 3 {
		f := float64(i)*26 - 26
		c.line(hex(0x1d2529), 4, pt{480 + f, 505}, pt{466 + f*1.9, 535})
		c.line(hex(0x1d2529), 4, pt{480 + f, 505}, pt{494 + f*1.9, 478})
	}
}

func coverIce(c *canvas) {
	c.sky(0xe0e7ee, 0xc2d3e0)
	book(c, 0x14213d)
	c.glow(0x9ad1d4, 480, 190, 150)
	for i, f := range []float64{0.2, 0.5, 0.8} {
		x := 310 + 340*f
		c.poly(hex(mix(0x8fb8de, 0xeef6fb, float64(i)/2)), pt{max(310, x-120), 540}, pt{x - 20, 260 + 40*float64(i)}, pt{x + 30, 330}, pt{min(660, x+120), 540})
	}
	c.rect(hex(0xdbe9f4), 310, 520, 350, 42)
	c.line(hex(0x14213d), 8, pt{478, 520}, pt{478, 470}) // a small figure, far off
	c.circle(hex(0x14213d), 478, 460, 9)
}

// book is the shape that the covers share.
func book(c *canvas, col uint32) {
	c.rect(glass(0x000000, 0.18), 312, 72, 372, 524)
	c.rect(hex(0xfffaf0), 300, 66, 372, 516)
	c.rect(hex(col), 290, 60, 370, 510)
	c.rect(glass(0x000000, 0.22), 290, 60, 20, 510)
}

func fields(c *canvas) {
	c.sky(0xf4ead2, 0xead9b4)
	greens := []uint32{0xa7c957, 0x6a994e, 0xd9c27e, 0xc9ae6b, 0x8ab17d, 0xe2d4a0}
	for row := range 6 {
		for col := range 8 {
			x, y := 30+float64(col)*114, 30+float64(row)*98
			j := func() float64 { return (c.rng.Float64() - 0.5) * 26 }
			c.poly(glass(greens[c.rng.IntN(len(greens))], 0.75), pt{x + j(), y + j()}, pt{x + 108 + j(), y + j()}, pt{x + 108 + j(), y + 92 + j()}, pt{x + j(), y + 92 + j()})
		}
	}
	var river []pt
	for x := -20.0; x <= 980; x += 20 {
		river = append(river, pt{x, 340 + 90*math.Sin(x/150) + 30*math.Sin(x/60)})
	}
	c.line(hex(0x4a90a4), 30, river...)
	c.line(glass(0xffffff, 0.35), 6, river...)
	c.line(hex(0x9b6a3c), 5, pt{0, 120}, pt{330, 180}, pt{620, 90}, pt{960, 200})
	for range 16 {
		x, y := 360+c.rng.Float64()*170, 170+c.rng.Float64()*70
		c.house(0xb5523b, 0x7c3626, 0, x, y, 16, 14)
	}
	c.line(hex(0x5b4636), 3, pt{60, 590}, pt{160, 590})
	c.line(hex(0x5b4636), 10, pt{20, 20}, pt{940, 20}, pt{940, 620}, pt{20, 620}, pt{20, 20})
}

func gears(c *canvas) {
	c.sky(0xffe8d6, 0xddbea9)
	for _, g := range []struct {
		x, y, r float64
		col     uint32
	}{{330, 350, 150, 0x6b705c}, {600, 250, 110, 0xcb997e}, {640, 480, 80, 0xa5a58d}} {
		teeth := int(g.r / 10)
		for i := range teeth {
			a := float64(i) * 2 * math.Pi / float64(teeth)
			c.line(hex(g.col), 24, pt{g.x, g.y}, pt{g.x + (g.r+16)*math.Cos(a), g.y + (g.r+16)*math.Sin(a)})
		}
		c.circle(hex(g.col), g.x, g.y, g.r)
		c.circle(hex(0xffe8d6), g.x, g.y, g.r*0.5)
		c.circle(hex(g.col), g.x, g.y, g.r*0.22)
	}
	c.line(hex(0x3d405b), 22, pt{130, 560}, pt{420, 590})
	c.ring(hex(0x3d405b), 450, 592, 30, 18)
	c.line(hex(0xd62828), 8, pt{800, 90}, pt{800, 300}, pt{770, 380}, pt{820, 450}, pt{790, 560})
}

func bicycle(c *canvas) {
	c.sky(0xbde0fe, 0xe7f5ff)
	for i := range 6 {
		c.house([]uint32{0xe5989b, 0xffcdb2, 0xb5838d, 0xffb4a2, 0x9a8c98, 0xf2cc8f}[i], 0x6d6875, 0xfff1c1, 30+float64(i)*155, 520, 130, 190+50*math.Abs(math.Sin(float64(i)*2)))
	}
	c.rect(hex(0x8d99ae), 0, 520, 960, 120)
	c.rect(hex(0xedf2f4), 0, 574, 960, 8)
	for _, x := range []float64{330, 610} {
		c.ring(hex(0x22223b), x, 470, 92, 12)
		for i := range 10 {
			a := float64(i) * math.Pi / 5
			c.line(glass(0x22223b, 0.5), 2, pt{x, 470}, pt{x + 90*math.Cos(a), 470 + 90*math.Sin(a)})
		}
	}
	c.line(hex(0xd62828), 12, pt{330, 470}, pt{430, 470}, pt{400, 340}, pt{330, 470})
	c.line(hex(0xd62828), 12, pt{430, 470}, pt{560, 330}, pt{400, 340})
	c.line(hex(0xd62828), 12, pt{610, 470}, pt{550, 290})
	c.line(hex(0x22223b), 10, pt{550, 290}, pt{520, 275})
	c.line(hex(0x22223b), 14, pt{370, 325}, pt{430, 322})
	c.rect(hex(0x9c6644), 210, 330, 150, 96) // the crate on the carrier, full of books
	for i, col := range []uint32{0x2a9d8f, 0xe9c46a, 0xe76f51, 0x457b9d, 0x6d597a} {
		c.rect(hex(col), 220+float64(i)*27, 285+float64(i%3)*10, 22, 50)
	}
	c.rect(hex(0x7f5539), 206, 326, 158, 18)
}

func bubbles(c *canvas) {
	c.sky(0xfefae0, 0xfaedcd)
	for _, b := range []struct {
		x, y, rx, ry float64
		col          uint32
		lines        int
	}{{290, 210, 210, 125, 0x457b9d, 3}, {660, 190, 190, 110, 0xe76f51, 2}, {330, 460, 180, 105, 0x2a9d8f, 2}, {680, 445, 215, 125, 0xe9c46a, 3}} {
		c.ellipse(hex(b.col), b.x, b.y, b.rx, b.ry)
		c.poly(hex(b.col), pt{b.x - 60, b.y + b.ry - 30}, pt{b.x - 110, b.y + b.ry + 50}, pt{b.x + 10, b.y + b.ry - 12})
		for i := range b.lines {
			y := b.y + (float64(i)-float64(b.lines-1)/2)*38
			c.line(glass(0xffffff, 0.85), 12, pt{b.x - b.rx*0.55, y}, pt{b.x + b.rx*(0.5-0.18*float64(i)), y})
		}
	}
}

func facade(c *canvas) {
	c.sky(0x9fc5e8, 0xdff1ff, 0xfdf3e1)
	c.rect(hex(0xb5654a), 150, 170, 660, 400)
	c.poly(hex(0x7c3f2c), pt{120, 172}, pt{840, 172}, pt{480, 50})
	c.circle(hex(0xfdf3e1), 480, 122, 28)
	for row := range 2 {
		for col := range 5 {
			x, y := 190+float64(col)*122, 205+float64(row)*175
			if row == 1 && col == 2 {
				continue
			}
			c.poly(hex(0xfdf3e1), append(arc(x+45, y+46, 45, 45, 180, 360), pt{x + 90, y + 130}, pt{x, y + 130})...)
			c.poly(hex(0x457b9d), append(arc(x+45, y+48, 36, 36, 180, 360), pt{x + 81, y + 122}, pt{x + 9, y + 122})...)
			for b := range 5 {
				c.rect(hex([]uint32{0xe9c46a, 0xe76f51, 0x2a9d8f, 0xf4a261, 0xffffff}[(b+col)%5]), x+12+float64(b)*14, y+96-float64(b%3)*6, 11, 26+float64(b%3)*6)
			}
		}
	}
	c.poly(hex(0x4a2c20), append(arc(479, 440, 52, 52, 180, 360), pt{531, 570}, pt{427, 570})...)
	c.rect(hex(0xb7b7a4), 0, 570, 960, 70)
	c.rect(hex(0xd8d8c8), 380, 570, 200, 16)
	for _, x := range []float64{70, 890} {
		c.rect(hex(0x6b4f3a), x-8, 470, 16, 110)
		c.circle(hex(0x6a994e), x, 430, 70)
		c.circle(hex(0x84b067), x-16, 410, 44)
	}
}

func avatarBib(c *canvas) {
	c.sky(0x1d5c63, 0x1a3c40)
	for i, col := range []uint32{0xedc988, 0xf4f1de, 0xe07a5f} {
		x := 92 + float64(i)*76
		c.rect(hex(col), x, 110+float64(i%2)*30, 62, 190-float64(i%2)*30)
		c.rect(glass(0x1a3c40, 0.5), x+12, 150, 38, 8)
	}
	c.rect(hex(0xf4f1de), 70, 300, 260, 14)
}

func avatarJeugd(c *canvas) {
	c.sky(0xffb703, 0xfb8500)
	c.circle(hex(0xfff7e3), 200, 200, 120)
	c.circle(hex(0x264653), 160, 180, 15)
	c.circle(hex(0x264653), 240, 180, 15)
	c.line(hex(0x264653), 14, arc(200, 205, 62, 56, 20, 160)...)
}
