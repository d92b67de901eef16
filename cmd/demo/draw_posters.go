package demo

import "math"

// The pictures of this file stand upright: posters of performances and covers
// of magazines. They are drawn on a field of 720 × 1018, the form of A4.

// coverWinter is the library's magazine in winter: a lit window in a stack of books.
func coverWinter(c *canvas) {
	c.sky(0x0b2545, 0x13315c, 0x8da9c4)
	c.stars(90, 520)
	c.glow(0xfff3c4, 540, 190, 170)
	c.circle(hex(0xfdf0d5), 540, 190, 74)
	c.circle(hex(0x163968), 512, 172, 66)
	spines := []uint32{0xd62828, 0xf77f00, 0xfcbf49, 0x2a9d8f, 0xeae2b7, 0x9d4edd}
	y := 940.0
	for i, s := range spines {
		h := 74 + 14*math.Sin(float64(i)*2)
		w := 470 - 34*float64(i)
		x := 360 - w/2 + 26*math.Sin(float64(i)*1.9)
		c.rect(hex(s), x, y-h, w, h-5)
		c.rect(glass(0x000000, 0.22), x, y-h, 26, h-5)
		c.rect(glass(0xffffff, 0.5), x+52, y-h/2-5, w-120, 6)
		y -= h
	}
	c.house(0x6d2e46, 0x3d1a2a, 0xffd166, 300, y, 120, 120)
	c.line(hex(0x3d1a2a), 12, pt{392, y - 150}, pt{392, y - 196})
	for i := range 5 {
		f := float64(i)
		c.circle(glass(0xffffff, 0.5-0.08*f), 392+9*f, y-220-30*f, 12+5*f)
	}
	c.hills(hex(0xf1f5f9), 948, 14, 0.6, 1)
	for range 90 {
		c.circle(glass(0xffffff, 0.85), c.rng.Float64()*c.w, c.rng.Float64()*c.h, 1.5+3.2*c.rng.Float64())
	}
}

// coverGarden is an older number: a ladder of books into a tree.
func coverGarden(c *canvas) {
	c.sky(0xfefae0, 0xe9edc9)
	c.circle(hex(0xf4a261), 560, 180, 96)
	c.hills(hex(0xa3b18a), 820, 26, 1, 1)
	c.hills(hex(0x588157), 900, 20, 2.2, 1.3)
	c.poly(hex(0x7f5539), pt{316, 930}, pt{344, 420}, pt{392, 420}, pt{424, 930})
	for i := range 26 {
		a := float64(i) * 2.4
		r := 24 * math.Sqrt(float64(i)) * 1.35
		c.circle(hex(mix(0x3a5a40, 0x84a98c, float64(i%5)/4)), 366+r*math.Cos(a)*1.2, 350+r*math.Sin(a), 78)
	}
	fruit := []uint32{0xe63946, 0xf4a261, 0xffb703, 0x457b9d}
	for i := range 12 {
		a := float64(i) * 2.1
		r := 40 + 13*float64(i)
		x, y := 366+r*math.Cos(a), 350+r*0.8*math.Sin(a)
		c.rect(hex(fruit[i%4]), x-22, y-15, 44, 30)
		c.line(hex(0xfefae0), 3, pt{x, y - 15}, pt{x, y + 15})
	}
	for i := range 9 {
		y := 900 - 52*float64(i)
		c.line(hex(fruit[(i+1)%4]), 14, pt{210 + 6*float64(i), y}, pt{300 + 4*float64(i), y - 6})
	}
	c.line(hex(0x5e3023), 9, pt{200, 940}, pt{262, 450})
	c.line(hex(0x5e3023), 9, pt{306, 940}, pt{340, 450})
}

// coverStage is the theatre's season book: a chair in a cone of light.
func coverStage(c *canvas) {
	c.sky(0x10002b, 0x240046)
	c.poly(glass(0xffd6ff, 0.16), pt{330, 0}, pt{390, 0}, pt{660, 1018}, pt{60, 1018})
	c.poly(glass(0xffc8dd, 0.22), pt{345, 0}, pt{375, 0}, pt{560, 1018}, pt{160, 1018})
	c.ellipse(hex(0xff9e00), 360, 880, 250, 62)
	c.ellipse(hex(0xffb733), 360, 874, 215, 48)
	red := hex(0xe5383b)
	for _, x := range []float64{282, 420} {
		c.line(red, 17, pt{x, 876}, pt{x + 6, 700})
	}
	c.line(red, 15, pt{312, 850}, pt{318, 700})
	c.line(red, 15, pt{446, 850}, pt{444, 700})
	c.poly(red, pt{268, 700}, pt{452, 700}, pt{470, 724}, pt{262, 724})
	c.line(red, 17, pt{280, 706}, pt{262, 470})
	c.line(red, 17, pt{428, 706}, pt{440, 470})
	c.poly(red, pt{256, 466}, pt{448, 466}, pt{446, 560}, pt{262, 560})
	c.circle(hex(0x10002b), 352, 512, 25)
	for i := range 9 {
		x := -40 + 100*float64(i)
		c.ellipse(hex(0x050008), x, 1034, 62, 86)
		c.circle(hex(0x050008), x, 938, 30)
	}
}

// posterBoat is a play on water: a paper boat on an ink-blue sea.
func posterBoat(c *canvas) {
	c.sky(0xf6bd60, 0xf28482)
	c.circle(hex(0xfff1d6), 360, 360, 210)
	for i := range 8 {
		c.hills(hex(mix(0x84a59d, 0x14213d, float64(i)/7)), 560+62*float64(i), 20+2*float64(i), float64(i)*1.7, 1.5+0.2*float64(i))
		if i == 1 {
			c.poly(hex(0xfdfcf7), pt{170, 560}, pt{550, 560}, pt{470, 690}, pt{250, 690})
			c.poly(hex(0xe9e4d4), pt{360, 330}, pt{490, 560}, pt{360, 560})
			c.poly(hex(0xfdfcf7), pt{360, 330}, pt{230, 560}, pt{360, 560})
			c.line(glass(0x6b705c, 0.6), 3, pt{250, 690}, pt{360, 560}, pt{470, 690})
		}
	}
}

// posterHands is a puppet evening: two hands and a string figure.
func posterHands(c *canvas) {
	c.sky(0xd8f3dc, 0xb7e4c7)
	for i := range 7 {
		c.rect(glass(0x2d6a4f, 0.10+0.03*float64(i)), 0, 130*float64(i), 720, 46)
	}
	skin := []uint32{0x8d5524, 0xe0ac69}
	for side := range 2 {
		m := 1.0
		if side == 1 {
			m = -1
		}
		at := func(x, y float64) pt { return pt{360 + m*(x-360), y} }
		c.poly(hex(0x1b4332), at(0, 0), at(170, 0), at(250, 150), at(120, 230), at(0, 120))
		c.poly(hex(skin[side]), at(150, 120), at(240, 100), at(310, 210), at(250, 290), at(160, 240))
		for f := range 4 {
			g := float64(f)
			c.line(hex(skin[side]), 32, at(200+28*g, 240-18*g), at(205+42*g, 345-26*g))
			c.line(hex(0x081c15), 3, at(205+42*g, 350-26*g), pt{300 + 120*float64(side) + 4*g - 2*m, 560 + 40*g})
		}
	}
	coat := hex(0xe63946)
	c.circle(hex(0xffe8d6), 360, 590, 62)
	c.poly(hex(0x1d3557), pt{290, 560}, pt{360, 470}, pt{430, 560})
	c.poly(coat, pt{300, 660}, pt{420, 660}, pt{460, 850}, pt{260, 850})
	c.line(coat, 34, pt{310, 680}, pt{220, 760})
	c.line(coat, 34, pt{410, 680}, pt{505, 740})
	c.line(hex(0x1d3557), 34, pt{325, 850}, pt{300, 960})
	c.line(hex(0x1d3557), 34, pt{395, 850}, pt{440, 950})
	c.circle(hex(0x1b1b1e), 340, 585, 7)
	c.circle(hex(0x1b1b1e), 382, 585, 7)
	c.line(hex(0xe63946), 6, arc(361, 606, 22, 14, 20, 160)...)
}

// posterNote is a concert: one big note made of rings.
func posterNote(c *canvas) {
	c.sky(0x001219, 0x005f73)
	for i := range 13 {
		f := float64(i)
		c.ring(glass(mix(0xee9b00, 0xae2012, f/12), 0.9-0.05*f), 290, 720, 60+26*f, 9)
	}
	c.ellipse(hex(0xe9d8a6), 290, 720, 128, 98)
	c.rect(hex(0xe9d8a6), 396, 190, 26, 540)
	c.poly(hex(0xe9d8a6), pt{396, 190}, pt{480, 250}, pt{590, 330}, pt{560, 520}, pt{530, 380}, pt{422, 330})
}

// coverDepot is the museum's quarterly: shelves of things.
func coverDepot(c *canvas) {
	c.sky(0xede0d4, 0xe6ccb2)
	wood := hex(0x7f5539)
	for row := range 4 {
		y := 250 + 225*float64(row)
		c.rect(wood, 60, y, 600, 18)
		c.rect(glass(0x000000, 0.12), 60, y+18, 600, 10)
		for i := range 4 {
			x := 130 + 152*float64(i)
			col := hex([]uint32{0x457b9d, 0x9c6644, 0x6a994e, 0xbc4749, 0x386641, 0x8e9aaf, 0xddb892}[(row*3+i*2)%7])
			switch (row + i*3) % 5 {
			case 0: // jug
				c.ellipse(col, x, y-62, 46, 60)
				c.rect(col, x-20, y-150, 40, 60)
				c.ring(col, x+48, y-80, 28, 11)
			case 1: // box
				c.rect(col, x-52, y-82, 104, 82)
				c.rect(glass(0xffffff, 0.55), x-28, y-60, 56, 26)
			case 2: // clock
				c.circle(col, x, y-72, 70)
				c.circle(hex(0xfefae0), x, y-72, 54)
				c.line(hex(0x1b1b1e), 6, pt{x, y - 110}, pt{x, y - 72}, pt{x + 26, y - 60})
			case 3: // books
				for j := range 4 {
					h := 100 + 18*math.Sin(float64(j*3+row))
					c.rect(hex(mix(0x7f5539, 0x457b9d, float64(j)/3)), x-50+26*float64(j), y-h, 22, h)
				}
			default: // bottle
				c.rect(col, x-30, y-100, 60, 100)
				c.poly(col, pt{x - 30, y - 100}, pt{x + 30, y - 100}, pt{x + 11, y - 150}, pt{x - 11, y - 150})
				c.rect(col, x-11, y-180, 22, 34)
			}
		}
	}
	c.rect(hex(0x5e3023), 44, 90, 18, 900)
	c.rect(hex(0x5e3023), 658, 90, 18, 900)
	c.rect(hex(0x5e3023), 44, 78, 632, 18)
}

// Avatars: a sign on a ground.

func avatarTalk(c *canvas) {
	c.sky(0x219ebc, 0x126782)
	c.ellipse(hex(0xffffff), 170, 170, 110, 84)
	c.poly(hex(0xffffff), pt{100, 220}, pt{96, 300}, pt{170, 240}, pt{140, 200})
	c.ellipse(hex(0xffb703), 258, 246, 88, 66)
	c.poly(hex(0xffb703), pt{300, 280}, pt{320, 346}, pt{240, 304}, pt{270, 270})
}

func avatarStamp(c *canvas) {
	c.sky(0x774936, 0x5a3528)
	c.rect(hex(0xf2e8cf), 90, 110, 220, 180)
	c.line(hex(0xbc4749), 10, pt{90, 110}, pt{200, 206}, pt{310, 110})
	c.circle(hex(0xbc4749), 200, 224, 30)
}

func avatarFox(c *canvas) {
	c.sky(0xffb703, 0xfb8500)
	ink := hex(0x3a0d12)
	c.poly(ink, pt{90, 90}, pt{170, 150}, pt{230, 150}, pt{310, 90}, pt{300, 220}, pt{200, 330}, pt{100, 220})
	c.poly(hex(0xfff3e0), pt{110, 220}, pt{190, 240}, pt{200, 330})
	c.poly(hex(0xfff3e0), pt{290, 220}, pt{210, 240}, pt{200, 330})
	c.circle(hex(0xffffff), 158, 200, 11)
	c.circle(hex(0xffffff), 242, 200, 11)
}

func avatarCrystal(c *canvas) {
	c.sky(0x3c1642, 0x240a28)
	for i, h := range []float64{150, 220, 260, 200, 130} {
		x := 90 + 55*float64(i)
		c.poly(hex(mix(0x9d4edd, 0xe0aaff, float64(i)/4)), pt{x - 26, 330}, pt{x - 26, 330 - h}, pt{x, 290 - h}, pt{x + 26, 330 - h}, pt{x + 26, 330})
	}
}
