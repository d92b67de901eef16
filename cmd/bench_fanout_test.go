package cmd

import (
	"bufio"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"vitrine/content"
	"vitrine/federation/sign"
)

const (
	fanHosts   = 200
	fanInboxes = 2000
)

// receive is 200 servers on loopback that verify nothing and count.
func receive() {
	var n atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("/count", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, n.Load()) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		io.Copy(io.Discard, r.Body)
		n.Add(1)
		w.WriteHeader(202)
	})
	first, err := net.Listen("tcp", "127.0.1.1:0")
	if err != nil {
		fmt.Println("error", err)
		return
	}
	port := first.Addr().(*net.TCPAddr).Port
	go http.Serve(first, mux)
	for i := 1; i < fanHosts; i++ {
		ln, err := net.Listen("tcp", fmt.Sprintf("127.0.1.%d:%d", i+1, port))
		if err != nil {
			fmt.Println("error", err)
			return
		}
		go http.Serve(ln, mux)
	}
	fmt.Println("port", port)
	io.Copy(io.Discard, os.Stdin) // until the parent goes
}

// receivers starts them and gives their port.
func receivers(b testing.TB) int {
	b.Helper()
	exe, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	c := exec.Command(exe)
	c.Env = append(os.Environ(), "VITRINE_BENCH_RECEIVER=1")
	in, err := c.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { in.Close(); c.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	port, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(line, "port ")))
	if err != nil {
		b.Fatal(line)
	}
	return port
}

// benchFanOut sends one post to 2,000 inboxes on 200 hosts, against RSA-2048
// signing on all cores.
func benchFanOut(b *testing.B) []row {
	port := receivers(b)
	app := benchApp(b, nil)
	addr := listen(b, app.Handler)
	site, ch := benchSite(b, app, "http://"+addr)
	ctx := context.Background()
	for i := range fanInboxes {
		actor := fmt.Sprintf("http://127.0.1.%d:%d/users/%d", i%fanHosts+1, port, i)
		f := &content.Follower{Site: site.ID, Channel: ch.ID, Actor: actor, Inbox: actor + "/inbox", FollowID: actor + "/follow", State: content.StateAccepted, Since: now()}
		if _, err := app.Store.SaveFollower(ctx, content.Received{Activity: f.FollowID, Actor: actor, At: now()}, f); err != nil {
			b.Fatal(err)
		}
	}
	ours := func() float64 {
		before := count(b, port)
		if _, _, err := app.Service.Create(ctx, content.System(site.ID), content.Input{Kind: "article", Publish: true, Texts: []content.TextInput{{Lang: "nl", Title: "Nieuws", Body: "<p>" + strings.Repeat("Woorden. ", 200) + "</p>"}}}); err != nil {
			b.Fatal(err)
		}
		run, stop := context.WithCancel(ctx)
		var wg sync.WaitGroup
		start := time.Now()
		wg.Add(2)
		go func() { defer wg.Done(); app.Worker.Run(run) }()
		go func() { defer wg.Done(); app.Courier.Run(run) }()
		for count(b, port)-before < fanInboxes {
			if time.Since(start) > time.Minute {
				b.Fatalf("only %d of %d arrived", count(b, port)-before, fanInboxes)
			}
			time.Sleep(5 * time.Millisecond)
		}
		took := time.Since(start)
		stop()
		wg.Wait()
		return fanInboxes / took.Seconds()
	}
	ratio, got, want := inTurn(ours, func() float64 { return signings(b) })
	return []row{{what: "fan-out to 2,000 inboxes on 200 hosts, against RSA-2048 signing on all cores", value: ratio, limit: 0.45, note: fmt.Sprintf(" (%.0f/s of %.0f/s)", got, want)}}
}

func count(b testing.TB, port int) int {
	b.Helper()
	res, err := http.Get(fmt.Sprintf("http://127.0.1.1:%d/count", port))
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	n, err := strconv.Atoi(string(body))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// signings is how many RSA-2048 signatures all cores make in a second.
func signings(b testing.TB) float64 {
	b.Helper()
	key, err := sign.GenerateRSA()
	if err != nil {
		b.Fatal(err)
	}
	sum := sha256.Sum256([]byte("x"))
	var n atomic.Int64
	var wg sync.WaitGroup
	const d = time.Second
	stop := time.Now().Add(d)
	for range runtime.NumCPU() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for time.Now().Before(stop) {
				if _, err := key.Sign(rand.Reader, sum[:], crypto.SHA256); err != nil {
					b.Error(err)
					return
				}
				n.Add(1)
			}
		}()
	}
	wg.Wait()
	return float64(n.Load()) / d.Seconds()
}
