package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// post is a mail server in this process. It speaks as much SMTP as a client needs.
type post struct {
	t        *testing.T
	address  string
	cert     tls.Certificate
	pool     *x509.CertPool
	implicit bool   // TLS from the first byte
	starttls bool   // offers STARTTLS
	refuse   string // answer to RCPT TO instead of 250
	auth     string // user and password that are accepted, "" for none
	rudely   bool   // closes instead of answering QUIT

	mu       sync.Mutex
	got      []string // messages
	to       []string
	greeted  string
	secured  bool // the message came over TLS
	password string
}

func newPost(t *testing.T, change func(*post)) *post {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.example"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	p := &post{t: t, cert: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool: x509.NewCertPool(), starttls: true}
	p.pool.AddCert(leaf)
	if change != nil {
		change(p)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if p.implicit {
		ln = tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{p.cert}})
	}
	p.address = ln.Addr().String()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			wg.Add(1)
			go func() { defer wg.Done(); p.serve(c) }()
		}
	}()
	t.Cleanup(func() { ln.Close(); wg.Wait() })
	return p
}

// server is how the program is told of this one.
func (p *post) server(t *testing.T, form string) *Server {
	t.Helper()
	s, err := ParseServer(strings.Replace(form, "HOST", p.address, 1))
	if err != nil {
		t.Fatal(err)
	}
	s.trust = &tls.Config{RootCAs: p.pool}
	return s
}

func (p *post) serve(c net.Conn) {
	defer func() { c.Close() }()
	r := bufio.NewReader(c)
	say := func(s string) { _, _ = c.Write([]byte(s + "\r\n")) }
	secure := p.implicit
	say("220 mail.example")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO", "HELO":
			p.mu.Lock()
			p.greeted = rest
			p.mu.Unlock()
			offers := []string{"mail.example"}
			if p.starttls && !secure {
				offers = append(offers, "STARTTLS")
			}
			if p.auth != "" {
				offers = append(offers, "AUTH PLAIN")
			}
			offers = append(offers, "8BITMIME", "SMTPUTF8")
			for i, o := range offers {
				sep := "-"
				if i == len(offers)-1 {
					sep = " "
				}
				say("250" + sep + o)
			}
		case "STARTTLS":
			say("220 go ahead")
			tc := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{p.cert}})
			if tc.Handshake() != nil {
				return
			}
			c, r, secure = tc, bufio.NewReader(tc), true
		case "AUTH":
			_, code, _ := strings.Cut(rest, " ")
			b, _ := base64.StdEncoding.DecodeString(code)
			if string(b) != p.auth {
				say("535 5.7.8 wrong: " + strings.ReplaceAll(string(b), "\x00", " ")) // as bad servers do
				continue
			}
			say("235 ok")
		case "RCPT":
			if p.refuse != "" {
				say(p.refuse)
				continue
			}
			p.mu.Lock()
			p.to = append(p.to, rest)
			p.mu.Unlock()
			say("250 ok")
		case "DATA":
			say("354 go on")
			var b strings.Builder
			for {
				l, err := r.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				b.WriteString(l)
			}
			p.mu.Lock()
			p.got, p.secured = append(p.got, b.String()), secure
			p.mu.Unlock()
			say("250 ok")
		case "QUIT":
			if !p.rudely {
				say("221 bye")
			}
			return
		default:
			say("250 ok")
		}
	}
}
