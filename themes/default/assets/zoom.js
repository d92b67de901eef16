// Pictures in full detail: each figure with data-zoom becomes a viewer of tiles
// (IIIF Image 3, level 0) from our own address. Without this script the figure
// shows the picture at reading size with a link to a large one.
(() => {
  "use strict";
  const figures = document.querySelectorAll("figure[data-zoom]");
  const words = document.querySelector("[data-zoom-words]");
  if (!figures.length || !words || !window.fetch) return;
  const say = (name) => words.dataset[name] || "";
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const clamp = (n, low, high) => Math.min(Math.max(n, low), high);

  class Viewer {
    constructor(figure, info) {
      this.info = info;
      this.base = figure.dataset.zoom.replace(/\/info\.json$/, "");
      const t = (info.tiles || [])[0];
      this.tile = t && { w: t.width, h: t.height || t.width, factors: t.scaleFactors.slice().sort((a, b) => b - a) };
      this.cache = new Map();
      this.pointers = new Map();
      this.img = figure.querySelector("img");
      this.build(figure);
      this.fit();
    }

    // build puts a stage over the picture, with buttons that have names.
    build(figure) {
      const stage = document.createElement("div");
      stage.className = "zoom-stage";
      stage.tabIndex = 0;
      stage.setAttribute("role", "application");
      stage.setAttribute("aria-roledescription", say("role"));
      stage.setAttribute("aria-label", this.img.alt);
      stage.setAttribute("aria-describedby", words.id);
      this.canvas = document.createElement("canvas");
      this.canvas.setAttribute("aria-hidden", "true");
      stage.append(this.canvas);
      const bar = document.createElement("div");
      bar.className = "zoom-bar";
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", say("controls"));
      const button = (name, sign, act) => {
        const b = document.createElement("button");
        b.type = "button";
        b.textContent = sign || say(name);
        b.setAttribute("aria-label", say(name));
        b.title = say(name);
        b.addEventListener("click", act);
        bar.append(b);
        return b;
      };
      this.more = button("in", "+", () => this.zoom(1.5));
      this.less = button("out", "−", () => this.zoom(1 / 1.5));
      button("whole", "", () => this.fit());
      for (const [name, sign, x, y] of [["left", "←", -1, 0], ["right", "→", 1, 0], ["up", "↑", 0, -1], ["down", "↓", 0, 1]]) {
        button(name, sign, () => this.pan(x * 0.25 * this.w, y * 0.25 * this.h));
      }
      if (document.fullscreenEnabled) {
        button("full", "", () => (document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen()));
      }
      this.status = document.createElement("p");
      this.status.className = "zoom-level";
      this.status.setAttribute("role", "status");
      const box = document.createElement("div");
      box.className = "zoom-viewer";
      box.append(stage, bar, this.status);
      this.stage = stage;
      this.box = box;
      figure.classList.add("zooming");
      this.img.after(box);
      stage.addEventListener("keydown", (e) => this.key(e));
      stage.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
      stage.addEventListener("pointerdown", (e) => this.down(e));
      stage.addEventListener("pointermove", (e) => this.move(e));
      for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
        stage.addEventListener(end, (e) => this.pointers.delete(e.pointerId));
      }
      stage.addEventListener("dblclick", (e) => this.zoom(2, ...this.at(e)));
      new ResizeObserver(() => this.resize()).observe(stage);
      this.resize();
    }

    resize() {
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const w = this.stage.clientWidth;
      const h = this.stage.clientHeight;
      if (!w || !h) return;
      const whole = !this.scale || this.scale <= this.smallest() * 1.001;
      this.w = w;
      this.h = h;
      this.ratio = ratio;
      this.canvas.width = Math.round(w * ratio);
      this.canvas.height = Math.round(h * ratio);
      if (whole) this.fit(true);
      else this.show();
    }

    // scale is screen pixels for a pixel of the picture; x, y its middle.
    smallest() { return Math.min(this.w / this.info.width, this.h / this.info.height); }
    largest() { return Math.max(this.smallest(), 2); }

    fit(quiet) {
      this.go(this.smallest(), this.info.width / 2, this.info.height / 2, quiet);
    }

    zoom(by, px = this.w / 2, py = this.h / 2) {
      const to = clamp(this.goal.s * by, this.smallest(), this.largest());
      const x = this.goal.x + (px - this.w / 2) * (1 / this.goal.s - 1 / to);
      const y = this.goal.y + (py - this.h / 2) * (1 / this.goal.s - 1 / to);
      this.go(to, x, y);
    }

    pan(dx, dy, now) {
      this.go(this.goal.s, this.goal.x + dx / this.goal.s, this.goal.y + dy / this.goal.s, true, now);
    }

    // go moves there: at once, or in a moment when motion is welcome.
    go(s, x, y, quiet, now) {
      const half = (length, size) => (size * s <= length ? size / 2 : length / 2 / s);
      const hx = half(this.w, this.info.width);
      const hy = half(this.h, this.info.height);
      this.goal = { s, x: clamp(x, hx, this.info.width - hx), y: clamp(y, hy, this.info.height - hy) };
      this.more.disabled = s >= this.largest() * 0.999;
      this.less.disabled = s <= this.smallest() * 1.001;
      if (!quiet) this.status.textContent = say("level").replace("{}", Math.round((s / this.smallest()) * 100));
      const from = { s: this.scale, x: this.x, y: this.y };
      cancelAnimationFrame(this.frame);
      if (now || !this.scale || calm.matches) {
        Object.assign(this, { scale: s, x: this.goal.x, y: this.goal.y });
        this.show();
        return;
      }
      let begin;
      const step = (time) => {
        begin = begin ?? time;
        const p = Math.min((time - begin) / 160, 1);
        const e = 1 - (1 - p) ** 3;
        this.scale = from.s + (this.goal.s - from.s) * e;
        this.x = from.x + (this.goal.x - from.x) * e;
        this.y = from.y + (this.goal.y - from.y) * e;
        this.show();
        if (p < 1) this.frame = requestAnimationFrame(step);
      };
      this.frame = requestAnimationFrame(step);
    }

    key(e) {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const step = (e.shiftKey ? 0.5 : 0.12) * Math.min(this.w, this.h);
      const act = {
        ArrowLeft: () => this.pan(-step, 0), ArrowRight: () => this.pan(step, 0),
        ArrowUp: () => this.pan(0, -step), ArrowDown: () => this.pan(0, step),
        "+": () => this.zoom(1.5), "=": () => this.zoom(1.5), "-": () => this.zoom(1 / 1.5), _: () => this.zoom(1 / 1.5), 0: () => this.fit(),
      }[e.key];
      if (act) {
        e.preventDefault();
        act();
      }
    }

    at(e) {
      const r = this.stage.getBoundingClientRect();
      return [e.clientX - r.left, e.clientY - r.top];
    }

    // The wheel zooms a viewer that has the focus; else the page scrolls.
    wheel(e) {
      if (document.activeElement !== this.stage && !e.ctrlKey) return;
      e.preventDefault();
      this.zoom(Math.exp(-clamp(e.deltaY * (e.deltaMode ? 16 : 1), -200, 200) / 300), ...this.at(e));
    }

    down(e) {
      if (e.button) return;
      this.stage.setPointerCapture(e.pointerId);
      this.pointers.set(e.pointerId, this.at(e));
    }

    move(e) {
      const last = this.pointers.get(e.pointerId);
      if (!last) return;
      const here = this.at(e);
      const other = [...this.pointers].find(([id]) => id !== e.pointerId);
      if (other) { // two fingers
        const [x, y] = other[1];
        const before = Math.hypot(last[0] - x, last[1] - y);
        const after = Math.hypot(here[0] - x, here[1] - y);
        if (before > 10) this.zoom(after / before, (here[0] + x) / 2, (here[1] + y) / 2);
      } else {
        this.pan(last[0] - here[0], last[1] - here[1], true);
      }
      this.pointers.set(e.pointerId, here);
    }

    // show draws what is seen: the picture at reading size, then its tiles from
    // coarse to fine.
    show() {
      const c = this.canvas.getContext("2d");
      const k = this.scale * this.ratio;
      const left = this.x - this.w / 2 / this.scale;
      const top = this.y - this.h / 2 / this.scale;
      c.setTransform(1, 0, 0, 1, 0, 0);
      c.clearRect(0, 0, this.canvas.width, this.canvas.height);
      c.setTransform(k, 0, 0, k, -left * k, -top * k);
      if (this.img.complete && this.img.naturalWidth) c.drawImage(this.img, 0, 0, this.info.width, this.info.height);
      else this.img.addEventListener("load", () => this.show(), { once: true });
      if (!this.tile) return;
      const wanted = this.tile.factors.find((f) => f * k <= 1.05) || this.tile.factors.at(-1);
      for (const f of this.tile.factors) {
        if (f < wanted) break;
        const w = this.tile.w * f;
        const h = this.tile.h * f;
        for (let y = Math.max(0, Math.floor(top / h)) * h; y < Math.min(this.info.height, top + this.h / this.scale); y += h) {
          for (let x = Math.max(0, Math.floor(left / w)) * w; x < Math.min(this.info.width, left + this.w / this.scale); x += w) {
            this.draw(c, x, y, f, f === wanted);
          }
        }
      }
    }

    draw(c, x, y, f, load) {
      const w = Math.min(this.tile.w * f, this.info.width - x);
      const h = Math.min(this.tile.h * f, this.info.height - y);
      const name = `${x},${y},${w},${h}/${Math.ceil(w / f)},${Math.ceil(h / f)}`;
      let tile = this.cache.get(name);
      if (!tile && load) {
        tile = new Image();
        tile.onload = () => this.soon();
        tile.src = `${this.base}/${name}/0/default.jpg`;
        this.cache.set(name, tile);
        if (this.cache.size > 400) this.cache.delete(this.cache.keys().next().value);
      }
      if (tile && tile.complete && tile.naturalWidth) c.drawImage(tile, x, y, w, h);
    }

    soon() {
      this.waiting ??= requestAnimationFrame(() => {
        this.waiting = undefined;
        this.show();
      });
    }
  }

  const open = async (figure) => {
    try {
      const answer = await fetch(figure.dataset.zoom);
      if (answer.ok) new Viewer(figure, await answer.json());
    } catch {
      // The picture at reading size stays.
    }
  };
  const near = new IntersectionObserver((seen) => {
    for (const s of seen) {
      if (s.isIntersecting) {
        near.unobserve(s.target);
        open(s.target);
      }
    }
  }, { rootMargin: "200px" });
  figures.forEach((f) => f.dataset.zoom && near.observe(f));
})();
