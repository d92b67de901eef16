package mail

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/wneessen/go-mail"
)

// Server is a mail server that letters are handed to.
type Server struct {
	host     string
	port     int
	user     string
	password string
	implicit bool           // TLS from the first byte
	policy   mail.TLSPolicy // else what is asked of STARTTLS
	trust    *tls.Config    // of tests: whose certificates count
}

// ParseServer reads the address of a mail server:
//
//	smtp://user:password@host:587   STARTTLS, which is required
//	smtps://user:password@host:465  TLS from the first byte
//	smtp://host:25?tls=off          neither: for a server inside the house
//
// On the machine itself (127.0.0.1, localhost) STARTTLS is used where it is
// offered. The error never holds the password.
func ParseServer(address string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Path != "" && u.Path != "/" || u.Fragment != "" {
		return nil, errors.New("not an address like smtp://user:password@mail.example:587 or smtps://mail.example")
	}
	s := &Server{host: u.Hostname(), port: 587, implicit: u.Scheme == "smtps", policy: mail.TLSMandatory, user: u.User.Username()}
	s.password, _ = u.User.Password()
	if s.implicit {
		s.port = 465
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil || s.port < 1 || s.port > 65535 {
			return nil, errors.New("the port is not a number from 1 to 65535")
		}
	}
	if s.loopback() {
		s.policy = mail.TLSOpportunistic
	}
	for name, values := range u.Query() {
		switch {
		case name == "tls" && values[0] == "off" && !s.implicit:
			s.policy = mail.NoTLS
		case name == "tls" && values[0] == "required":
			s.policy = mail.TLSMandatory
		default:
			return nil, fmt.Errorf("the parameter %q is not known; there are tls=off and tls=required", name)
		}
	}
	if strings.ContainsAny(s.user+s.password, "\r\n") {
		return nil, errors.New("the user name or the password has a line break")
	}
	return s, nil
}

func (s *Server) loopback() bool {
	ip := net.ParseIP(s.host)
	return s.host == "localhost" || ip != nil && ip.IsLoopback()
}

// String is the server without its password.
func (s *Server) String() string { return net.JoinHostPort(s.host, strconv.Itoa(s.port)) }
