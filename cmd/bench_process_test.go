package cmd

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// processRows measures the program as a process of its own: memory, start, size.
func processRows(b *testing.B, bin string) []row {
	data := b.TempDir()
	app := benchApp(b, func(bu *Build) { bu.Data = data })
	port := freePort(b)
	site, ch := benchSite(b, app, fmt.Sprintf("http://127.0.0.1:%d", port))
	fill(b, app, site, ch, 10_000)
	if err := app.Close(); err != nil {
		b.Fatal(err)
	}
	c := exec.Command(bin, "--data", data, "--log-level", "error", "serve", "--listen", fmt.Sprintf("127.0.0.1:%d", port))
	c.Stderr = os.Stderr
	start := time.Now()
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { c.Process.Signal(syscall.SIGTERM); c.Wait() }()
	url := site.HomeURL("nl")
	for {
		res, err := http.Get(url)
		if err == nil {
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode == 200 {
				break
			}
		}
		if time.Since(start) > 30*time.Second {
			b.Fatal("the process does not answer")
		}
		time.Sleep(time.Millisecond)
	}
	first := time.Since(start)
	time.Sleep(2 * time.Second)
	idle := resident(b, c.Process.Pid)
	load(b, url, site.Host(), http.Header{"Accept-Encoding": {"gzip"}}, 3*time.Second)
	busy := resident(b, c.Process.Pid)
	info, err := os.Stat(bin)
	if err != nil {
		b.Fatal(err)
	}
	mods, err := exec.CommandContext(context.Background(), "go", "version", "-m", bin).Output()
	if err != nil {
		b.Fatal(err)
	}
	return []row{
		{what: "resident memory idle, MB (goal 40)", value: idle},
		{what: "resident memory under 32 readers, MB (goal 120)", value: busy},
		{what: "start to first answer with 10,000 items, ms (goal 300)", value: float64(first.Milliseconds())},
		{what: "binary, MB", value: float64(info.Size()) / 1e6},
		{what: "modules in the binary (budget 80)", value: float64(strings.Count(string(mods), "\n\tdep\t"))},
	}
}

func freePort(b testing.TB) int {
	b.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().(*net.TCPAddr).Port
}

// resident is a process's resident memory in MB.
func resident(b testing.TB, pid int) float64 {
	b.Helper()
	s, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		slog.Warn("no /proc", "err", err)
		return 0
	}
	for _, l := range strings.Split(string(s), "\n") {
		if v, ok := strings.CutPrefix(l, "VmRSS:"); ok {
			kb, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(v, "kB")), 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb / 1000
		}
	}
	return 0
}
