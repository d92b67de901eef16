package demo

import "math"

// The museum's pictures.

func moor(c *canvas) {
	c.sky(0xf6bd60, 0xf7ede2, 0xf5cac3)
	c.glow(0xffffff, 700, 170, 160)
	c.circle(glass(0xfff3c4, 0.9), 700, 170, 50)
	for i := range 5 {
		f := float64(i)
		c.hills(hex(mix(0xb8c0d0, 0x2f4858, f/4)), 270+f*66, 30, f*1.7, 1.2+f*0.2)
		if i == 2 || i == 3 {
			for range 14 {
				x := c.rng.Float64() * 960
				c.fir(hex(mix(0x7d90a3, 0x22384a, f/4)), x, 330+f*62, 70+f*14)
			}
		}
	}
	for range 90 { // cotton grass
		x, y := c.rng.Float64()*960, 560+c.rng.Float64()*70
		c.line(glass(0xcad2c5, 0.6), 2, pt{x, y}, pt{x + 3, y - 24})
		c.circle(glass(0xffffff, 0.9), x+3, y-26, 4)
	}
}

func slate(c *canvas) {
	c.sky(0x6c757d, 0x495057)
	for row := 11; row >= 0; row-- {
		for col := -1; col < 11; col++ {
			x := float64(col)*96 + float64(row%2)*48
			y := float64(row) * 58
			shade := mix(0x343a46, 0x77839a, c.rng.Float64())
			c.poly(hex(shade), append([]pt{{x + 2, y - 34}, {x + 94, y - 34}}, arc(x+48, y+28, 46, 40, 0, 180)...)...)
			c.line(glass(0xffffff, 0.12), 2, arc(x+48, y+28, 44, 38, 10, 170)...)
		}
	}
	c.poly(glass(0xffe8a3, 0.16), pt{0, 0}, pt{520, 0}, pt{0, 460})
}

func jug(c *canvas) {
	c.sky(0xede0d4, 0xddb892)
	c.rect(hex(0x7f5539), 0, 500, 960, 140)
	c.rect(glass(0x000000, 0.12), 0, 500, 960, 10)
	c.ellipse(glass(0x000000, 0.25), 500, 556, 220, 26)
	left := []pt{{430, 130}, {424, 190}, {372, 260}, {336, 350}, {350, 450}, {410, 545}}
	pts := append([]pt{}, left...)
	for i := len(left) - 1; i >= 0; i-- {
		pts = append(pts, pt{960 - left[i].x, left[i].y})
	}
	c.line(hex(0x5f6f86), 26, arc(600, 280, 84, 110, -80, 80)...)
	c.poly(hex(0x8d99ae), pts...)
	c.ellipse(hex(0x3d4759), 480, 130, 50, 14)
	for i := range 3 { // blue bands of salt glaze
		y := 240 + float64(i)*100
		c.line(hex(0x23408e), 10, arc(480, y-12, 108+float64(i%2)*30, 16, 20, 160)...)
	}
	for i := range 5 {
		a := float64(i) * 2 * math.Pi / 5
		c.circle(hex(0x23408e), 480+34*math.Cos(a), 372+34*math.Sin(a), 18)
	}
	c.circle(hex(0xe9edc9), 480, 372, 14)
	c.ellipse(glass(0xffffff, 0.35), 410, 360, 14, 80)
	for i := range 3 {
		c.circle(hex([]uint32{0xbc4749, 0xa7c957, 0xbc4749}[i]), 720+float64(i)*58, 535-float64(i%2)*16, 34)
	}
}

func loom(c *canvas) {
	c.sky(0xfaf3dd, 0xf0e2c0)
	cols := []uint32{0x9b2226, 0xee9b00, 0x005f73, 0x94d2bd, 0x001219}
	for x := range 40 {
		c.rect(glass(0xbfa98a, 0.8), 60+float64(x)*21, 20, 4, 600)
	}
	for row := range 30 {
		for x := range 40 {
			d := (row + 60 - int(math.Abs(float64(x)-20))) / 4
			if (row+x)%2 == 0 || row > 20 && x > 28 {
				continue
			}
			c.rect(hex(cols[d%len(cols)]), 52+float64(x)*21, 300+float64(row)*10-float64(row)*0.1, 20, 9)
		}
	}
	c.rect(hex(0x7f5539), 30, 262, 900, 30)
	c.poly(hex(0xbc6c25), pt{560, 210}, pt{760, 210}, pt{820, 235}, pt{760, 258}, pt{560, 258}, pt{500, 235})
	c.ellipse(hex(0x9b2226), 660, 234, 60, 14)
	c.rect(hex(0x6b4f3a), 20, 0, 22, 640)
	c.rect(hex(0x6b4f3a), 918, 0, 22, 640)
}

func clock(c *canvas) {
	c.sky(0x2b2d42, 0x1a1b2e)
	c.glow(0xf2cc8f, 480, 320, 330)
	c.circle(hex(0x8d5b2a), 480, 320, 250)
	c.circle(hex(0xc98f4a), 480, 320, 234)
	c.circle(hex(0xfdf6e3), 480, 320, 214)
	for i := range 60 {
		a := float64(i) * math.Pi / 30
		in, thick := 196.0, 3.0
		if i%5 == 0 {
			in, thick = 172, 10
		}
		c.line(hex(0x2b2d42), thick, pt{480 + in*math.Cos(a), 320 + in*math.Sin(a)}, pt{480 + 204*math.Cos(a), 320 + 204*math.Sin(a)})
	}
	hand := func(deg, long, thick float64) {
		a := deg * math.Pi / 180
		c.line(hex(0x1d3557), thick, pt{480 - 30*math.Cos(a), 320 - 30*math.Sin(a)}, pt{480 + long*math.Cos(a), 320 + long*math.Sin(a)})
	}
	hand(-60, 110, 14)
	hand(210, 165, 9)
	c.circle(hex(0xbc4749), 480, 320, 16)
}

func viaduct(c *canvas) {
	c.sky(0xa8dadc, 0xf1faee, 0xffe8d6)
	c.hills(hex(0x84a59d), 380, 40, 0.5, 1)
	c.hills(hex(0x588157), 470, 30, 2.4, 1.4)
	stone := hex(0x9a8c7c)
	c.rect(stone, 0, 270, 960, 46)
	c.rect(hex(0x7a6e60), 0, 262, 960, 12)
	for i := range 7 {
		x := float64(i)*150 - 30
		c.poly(stone, pt{x, 300}, pt{x + 40, 300}, pt{x + 46, 600}, pt{x - 6, 600})
		for s := range 6 {
			c.rect(glass(0x000000, 0.1), x+float64(s%2)*16, 330+float64(s)*40, 18, 10)
		}
		c.line(stone, 26, arc(x+95, 405, 64, 92, 180, 360)...)
	}
	c.rect(hex(0x1d3557), 560, 210, 110, 50) // a short train
	c.rect(hex(0x1d3557), 640, 180, 34, 40)
	for i := range 3 {
		c.rect(hex(0x9b2226), 250+float64(i)*102, 206, 94, 54)
		c.rect(hex(0xffe8a3), 266+float64(i)*102, 218, 24, 20)
		c.rect(hex(0xffe8a3), 304+float64(i)*102, 218, 24, 20)
	}
	for i := range 8 {
		c.circle(glass(0xffffff, 0.7), 650-float64(i)*40, 168-float64(i)*12, 16+float64(i)*5)
	}
	for i := range 10 {
		c.circle(hex(0x111827), 268+float64(i)*44, 262, 9)
	}
	c.hills(hex(0x3a5a40), 580, 16, 4, 1.7)
}

func winter(c *canvas) {
	c.sky(0x33415c, 0x7d8597, 0xe2d8d0)
	c.hills(hex(0xb8c4d6), 360, 40, 1, 1.1)
	for i := range 18 {
		c.fir(hex(mix(0x2f3e46, 0x52697a, c.rng.Float64())), 20+float64(i)*54, 440+20*math.Sin(float64(i)), 110+40*c.rng.Float64())
	}
	c.hills(hex(0xe9eff6), 440, 22, 3, 1)
	for i, x := range []float64{240, 400, 580} {
		c.house(0x6b4f3a, 0xf8fbff, 0xffd166, x, 530+float64(i%2)*16, 110, 80)
	}
	c.hills(hex(0xf8fbff), 545, 14, 0.3, 1.6)
	for range 220 {
		c.circle(glass(0xffffff, 0.5+0.5*c.rng.Float64()), c.rng.Float64()*960, c.rng.Float64()*640, 1+2.6*c.rng.Float64())
	}
}

func crystals(c *canvas) {
	c.sky(0x22182f, 0x3a2a52)
	c.glow(0xc77dff, 480, 400, 360)
	for i := range 15 {
		f := float64(i) - 7
		tilt := f * 0.11
		long := 330 - math.Abs(f)*28 + 50*c.rng.Float64()
		x, y := 480+f*40, 560.0
		top := pt{x + math.Sin(tilt)*long, y - math.Cos(tilt)*long}
		w := 34.0
		col := mix(0x7b2cbf, 0xe0aaff, c.rng.Float64())
		c.poly(hex(col), pt{x - w, y}, pt{top.x - w*0.8, top.y + 50}, top, pt{top.x, y})
		c.poly(hex(mix(col, 0xffffff, 0.35)), pt{x, y}, pt{top.x, top.y}, pt{top.x + w*0.8, top.y + 56}, pt{x + w, y})
	}
	c.poly(hex(0x4a4e69), pt{120, 640}, pt{180, 560}, pt{340, 530}, pt{500, 548}, pt{680, 530}, pt{800, 565}, pt{860, 640})
	c.poly(hex(0x5c617f), pt{180, 562}, pt{340, 532}, pt{420, 570}, pt{260, 600})
}

func museumHouse(c *canvas) {
	c.sky(0xcfe8ef, 0xfdf6e3)
	c.hills(hex(0x8fb996), 380, 50, 0.8, 1)
	c.rect(hex(0xf4f1de), 230, 250, 500, 300)
	beam := hex(0x5b4636)
	for i := range 7 {
		c.rect(beam, 230+float64(i)*81, 250, 13, 300)
	}
	for i := range 4 {
		c.rect(beam, 230, 250+float64(i)*96, 500, 12)
	}
	for i := range 3 {
		x := 243 + float64(i)*162
		c.line(beam, 11, pt{x, 256}, pt{x + 68, 346})
		c.line(beam, 11, pt{x + 68, 448}, pt{x, 540})
	}
	c.poly(hex(0x414b5a), pt{190, 256}, pt{770, 256}, pt{690, 110}, pt{270, 110})
	c.rect(hex(0x8d5b4c), 610, 70, 44, 90)
	for i := range 3 {
		c.rect(hex(0x8ecae6), 330+float64(i)*162, 366, 56, 66)
		c.line(hex(0xffffff), 4, pt{358 + float64(i)*162, 366}, pt{358 + float64(i)*162, 432})
	}
	c.rect(hex(0x9b2226), 416, 456, 62, 94)
	c.rect(hex(0x84a98c), 0, 546, 960, 94)
	c.poly(hex(0xe9dcc3), pt{420, 548}, pt{474, 548}, pt{560, 640}, pt{340, 640})
	c.circle(hex(0x588157), 840, 440, 90)
	c.circle(hex(0x6a994e), 815, 415, 60)
	c.rect(hex(0x5b4636), 832, 500, 18, 60)
}

func lantern(c *canvas) {
	c.sky(0x0b132b, 0x1c2541, 0x3a506b)
	c.hills(hex(0x141d38), 430, 30, 1, 1.3)
	for i := range 11 {
		f := float64(i)
		x, y := 70+f*82, 450+40*math.Sin(f*0.8)
		c.glow(0xffb703, x, y, 84)
		c.poly(hex([]uint32{0xfb8500, 0xffb703, 0xe63946}[i%3]), append(arc(x, y, 22, 28, 0, 360), pt{x + 22, y})...)
		c.rect(hex(0x2b1409), x-10, y-36, 20, 9)
		c.line(hex(0x0a0f1f), 4, pt{x, y - 34}, pt{x + 26, y - 80}, pt{x + 34, y + 30})
		c.circle(hex(0x0a0f1f), x+36, y+6, 15)
		c.poly(hex(0x0a0f1f), pt{x + 36, y + 14}, pt{x + 12, y + 130}, pt{x + 62, y + 130})
	}
	c.rect(hex(0x0a0f1f), 0, 575, 960, 65)
	c.stars(90, 330)
}

func avatarMuseum(c *canvas) {
	c.sky(0xe9edc9, 0xfefae0)
	c.poly(hex(0x283618), pt{200, 80}, pt{330, 190}, pt{70, 190})
	for i := range 4 {
		c.rect(hex(0x606c38), 96+float64(i)*58, 200, 34, 100)
	}
	c.rect(hex(0x283618), 76, 306, 248, 22)
	c.circle(hex(0xbc6c25), 200, 150, 20)
}
