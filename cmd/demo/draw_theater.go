package demo

import "math"

// The theatre's pictures.

func curtain(c *canvas) {
	c.sky(0x2b0a12, 0x0d0306)
	c.glow(0xffe3a3, 480, 470, 330)
	c.ellipse(glass(0xffe9bd, 0.85), 480, 560, 300, 46)
	for side := range 2 {
		for i := range 9 {
			f := float64(i)
			x := f * 40
			col := mix(0x7a0c1e, 0xc1121f, 0.5+0.5*math.Sin(f*1.7))
			pts := []pt{{x, 0}, {x + 46, 0}, {x + 46 - f*f*0.9, 330}, {x + 30 - f*9, 590}, {x - f*9, 590}, {x - f*f*0.9, 330}}
			if side == 1 {
				for j := range pts {
					pts[j].x = 960 - pts[j].x
				}
			}
			c.poly(hex(col), pts...)
		}
	}
	for i := range 12 {
		c.poly(hex(mix(0x8d0f22, 0xd62839, float64(i%2))), arc(40+float64(i)*80, 0, 52, 96, 0, 180)...)
		c.line(hex(0xe9c46a), 6, arc(40+float64(i)*80, 0, 50, 96, 10, 170)...)
	}
	c.rect(hex(0x3b2417), 0, 590, 960, 50)
}

func beams(c *canvas) {
	c.sky(0x080c1f, 0x161a3a, 0x2a1a3e)
	for i, col := range []uint32{0x4cc9f0, 0xf72585, 0xffd166, 0x7209b7, 0x06d6a0} {
		x := 120 + float64(i)*180
		aim := 480 + (x-480)*-0.35
		c.poly(glass(col, 0.32), pt{x - 12, 60}, pt{x + 12, 60}, pt{aim + 120, 560}, pt{aim - 120, 560})
		c.ellipse(glass(col, 0.35), aim, 560, 120, 24)
		c.rect(hex(0x111111), x-24, 28, 48, 40)
	}
	c.rect(hex(0x2d2d3a), 0, 14, 960, 14)
	for i := range 26 { // the audience, seen from behind
		x := float64(i)*40 - 10
		y := 620 - float64(i%3)*16
		c.circle(hex(0x05060d), x, y-34, 17)
		c.ellipse(hex(0x05060d), x, y+20, 27, 44)
	}
	c.circle(hex(0xf8f9fa), 480, 450, 14)
	c.poly(hex(0xf8f9fa), pt{480, 462}, pt{452, 556}, pt{508, 556})
	c.line(hex(0xf8f9fa), 8, pt{476, 490}, pt{430, 450})
	c.line(hex(0xf8f9fa), 8, pt{484, 490}, pt{530, 440})
}

func masks(c *canvas) {
	c.sky(0xffd166, 0xf4a261, 0xe76f51)
	face := func(x, y float64, col uint32, smile float64) {
		c.poly(hex(col), append(arc(x, y, 150, 190, 0, 180), arc(x, y, 150, 80, 180, 360)...)...)
		for _, dx := range []float64{-62, 62} {
			c.poly(hex(0x2b2d42), append(arc(x+dx, y-8, 40, 26, 180, 360), arc(x+dx, y-8, 40, 10*smile, 0, 180)...)...)
		}
		if smile > 0 {
			c.poly(hex(0x2b2d42), append(arc(x, y+62, 84, 78, 0, 180), arc(x, y+62, 84, 24, 180, 0)...)...)
		} else {
			c.poly(hex(0x2b2d42), append(arc(x, y+134, 80, 74, 180, 360), arc(x, y+134, 80, 22, 360, 180)...)...)
		}
		c.poly(glass(0x2b2d42, 0.25), pt{x, y - 20}, pt{x + 24, y + 46}, pt{x - 10, y + 46})
	}
	face(610, 340, 0x8ecae6, -1)
	face(350, 290, 0xfefae0, 1)
}

func shadows(c *canvas) {
	c.sky(0xffb703, 0xfb8500, 0xd9480f)
	c.glow(0xffffff, 480, 300, 380)
	c.circle(glass(0xfff3c4, 0.8), 480, 300, 170)
	ink := hex(0x1b1b1e)
	c.hills(ink, 540, 16, 1, 1)
	for i := range 7 {
		x := []float64{60, 140, 215, 730, 800, 870, 930}[i]
		c.fir(ink, x, 560, 210+60*math.Sin(float64(i)*2.1))
	}
	// a fox on the ridge
	c.ellipse(ink, 480, 470, 84, 28)
	c.poly(ink, pt{540, 476}, pt{566, 410}, pt{580, 372}, pt{596, 404}, pt{616, 376}, pt{622, 414}, pt{664, 436}, pt{616, 450}, pt{570, 484})
	c.poly(ink, pt{410, 462}, pt{330, 412}, pt{282, 430}, pt{330, 470}, pt{410, 486})
	for _, x := range []float64{424, 450, 520, 546} {
		c.line(ink, 12, pt{x, 484}, pt{x - 4, 550})
	}
	for _, p := range []pt{{250, 110}, {300, 150}, {680, 120}, {735, 165}} { // birds
		c.line(ink, 5, pt{p.x - 24, p.y - 10}, pt{p.x, p.y}, pt{p.x + 24, p.y - 12})
	}
}

func cello(c *canvas) {
	c.sky(0x1b4332, 0x081c15)
	for i := range 22 {
		var wave []pt
		f := float64(i)
		for x := 0.0; x <= 960; x += 12 {
			swing := 70 * math.Sin(x/960*math.Pi) * math.Sin(x/70+f*0.25)
			wave = append(wave, pt{x, 90 + f*20 + swing*(1-math.Abs(f-11)/14)})
		}
		c.line(glass(mix(0xd8f3dc, 0xffd166, f/22), 0.75), 2.5, wave...)
	}
	wood := hex(0xa44a1f)
	c.ellipse(wood, 480, 250, 92, 86)
	c.ellipse(wood, 480, 440, 120, 118)
	c.rect(wood, 412, 270, 136, 140)
	c.circle(hex(0x123a2b), 392, 340, 38)
	c.circle(hex(0x123a2b), 568, 340, 38)
	c.rect(hex(0x2b1409), 464, 30, 32, 340)
	c.rect(hex(0x2b1409), 440, 440, 80, 12)
	for i := range 4 {
		c.line(glass(0xffffff, 0.8), 1.6, pt{469 + float64(i)*7, 40}, pt{462 + float64(i)*12, 520})
	}
	c.line(hex(0x3b1d0d), 6, arc(440, 390, 12, 34, 100, 260)...)
	c.line(hex(0x3b1d0d), 6, arc(520, 390, 12, 34, 280, 440)...)
}

func poster(c *canvas) {
	c.sky(0xf1e3c6, 0xe7d3a8)
	c.circle(hex(0xd62828), 330, 250, 170)
	c.poly(hex(0x1d3557), pt{480, 80}, pt{860, 540}, pt{480, 540})
	c.rect(hex(0xf4a261), 120, 430, 360, 110)
	c.circle(hex(0xf1e3c6), 330, 250, 84)
	c.circle(hex(0x111111), 330, 250, 40)
	for i := range 6 {
		c.rect(hex(0x111111), 560+float64(i)*46, 90, 24, 150-float64(i)*22)
	}
	c.line(hex(0x111111), 12, pt{90, 590}, pt{870, 590})
	c.line(hex(0x111111), 5, pt{90, 612}, pt{700, 612})
	c.poly(glass(0xffffff, 0.35), pt{480, 80}, pt{610, 240}, pt{480, 540})
}

func quay(c *canvas) {
	c.sky(0x10002b, 0x3c096c, 0xff7b54, 0x10183f)
	c.stars(60, 180)
	for i := range 8 {
		h := 150 + 70*math.Abs(math.Sin(float64(i)*1.3))
		c.house(mix(0x22223b, 0x3a2e58, float64(i%3)/2), 0x14142b, 0xffd166, 20+float64(i)*120, 400, 96, h)
	}
	c.rect(hex(0x0f1636), 0, 400, 960, 240)
	for range 150 { // light on the water
		x, y := c.rng.Float64()*960, 410+c.rng.Float64()*220
		w := 14 + c.rng.Float64()*60
		c.line(glass([]uint32{0xffd166, 0xff7b54, 0xc77dff}[c.rng.IntN(3)], 0.35), 3, pt{x, y}, pt{x + w, y})
	}
	c.poly(hex(0x2b1409), pt{330, 480}, pt{640, 480}, pt{600, 530}, pt{370, 530}) // a barge with lamps
	for i := range 9 {
		x := 350 + float64(i)*33
		c.circle(hex(0xffe8a3), x, 452-14*math.Sin(float64(i)/8*math.Pi), 6)
	}
	c.line(hex(0x2b1409), 5, pt{346, 482}, pt{346, 446})
	c.line(hex(0x2b1409), 5, pt{620, 482}, pt{620, 446})
}

func ribbons(c *canvas) {
	c.sky(0xfff1f2, 0xffe4e6)
	for i, col := range []uint32{0xe63946, 0x457b9d, 0xf4a261, 0x2a9d8f, 0x6d597a} {
		f := float64(i)
		var top, low []pt
		for x := -20.0; x <= 980; x += 14 {
			y := 320 + (f-2)*60 + 130*math.Sin(x/170+f*1.1)
			thick := 26 + 22*math.Sin(x/120+f)
			top = append(top, pt{x, y - thick})
			low = append([]pt{{x, y + thick}}, low...)
		}
		c.poly(glass(col, 0.72), append(top, low...)...)
	}
	ink := hex(0x22223b)
	c.circle(ink, 500, 170, 24)
	c.line(ink, 26, pt{498, 205}, pt{484, 330})
	c.line(ink, 15, pt{496, 225}, pt{400, 160}, pt{340, 190})
	c.line(ink, 15, pt{498, 225}, pt{590, 180}, pt{650, 110})
	c.line(ink, 18, pt{484, 325}, pt{440, 440}, pt{450, 560})
	c.line(ink, 18, pt{486, 325}, pt{600, 390}, pt{720, 370})
}

func dress(c *canvas) {
	c.sky(0xe9edc9, 0xccd5ae)
	c.ellipse(glass(0x000000, 0.15), 480, 590, 250, 22)
	c.line(hex(0x6b4f3a), 10, pt{480, 300}, pt{480, 585})
	for i := range 13 {
		f := float64(i) - 6
		c.poly(hex(mix(0x1d3557, 0x457b9d, 0.5+0.5*math.Cos(f*1.4))), pt{480 + f*8, 300}, pt{480 + (f+1)*8, 300}, pt{480 + (f+1)*34, 560 - math.Abs(f)*4}, pt{480 + f*34, 560 - math.Abs(f)*4})
	}
	c.poly(hex(0x1d3557), pt{410, 130}, pt{550, 130}, pt{566, 210}, pt{536, 305}, pt{426, 305}, pt{394, 210})
	c.poly(hex(0x457b9d), pt{410, 130}, pt{330, 210}, pt{364, 270}, pt{414, 220})
	c.poly(hex(0x457b9d), pt{550, 130}, pt{630, 210}, pt{596, 270}, pt{546, 220})
	c.poly(hex(0xe9edc9), pt{450, 128}, pt{510, 128}, pt{480, 190})
	for i := range 6 {
		c.circle(hex(0xe9c46a), 480, 205+float64(i)*17, 5)
	}
	c.line(hex(0xe9c46a), 8, pt{425, 302}, pt{537, 302})
	c.line(hex(0xe9c46a), 6, arc(480, 500, 200, 56, 20, 160)...)
}

func tent(c *canvas) {
	c.sky(0x023e8a, 0x0096c7, 0xcaf0f8)
	c.stars(24, 160)
	for i := range 10 {
		f := float64(i)
		col := hex(0xd62828)
		if i%2 == 1 {
			col = hex(0xfdf0d5)
		}
		c.poly(col, pt{480, 130}, pt{150 + f*66, 360}, pt{150 + (f+1)*66, 360})
		c.rect(col, 150+f*66, 358, 66, 190)
	}
	for i := range 10 {
		col := hex(0xfdf0d5)
		if i%2 == 1 {
			col = hex(0xd62828)
		}
		c.poly(col, arc(183+float64(i)*66, 358, 33, 30, 0, 180)...)
	}
	c.poly(hex(0x3d0c11), pt{480, 380}, pt{560, 548}, pt{400, 548})
	c.line(hex(0x3d2c1e), 6, pt{480, 130}, pt{480, 60})
	c.poly(hex(0xffb703), pt{480, 60}, pt{560, 82}, pt{480, 104})
	c.rect(hex(0x588157), 0, 546, 960, 94)
	for i := range 15 {
		c.circle(hex(0xffd166), 30+float64(i)*64, 300+40*math.Sin(float64(i)*0.9), 7)
	}
}

func avatarTheater(c *canvas) {
	c.sky(0x14213d, 0x0b1326)
	for i := range 4 {
		f := float64(i)
		c.line(glass(0xfca311, 1-f*0.2), 16, arc(100, 230+f*36, 60, 26, 180, 0)...)
		c.line(glass(0xfca311, 1-f*0.2), 16, arc(220, 230+f*36, 60, 26, 180, 360)...)
		c.line(glass(0xfca311, 1-f*0.2), 16, arc(320, 230+f*36, 40, 26, 180, 0)...)
	}
	c.circle(hex(0xe5e5e5), 200, 120, 54)
}
