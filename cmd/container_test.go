package cmd

import (
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// dockerfile is what the tests hold the image to: its instructions, with
// continued lines joined. scripts/container builds and runs the image itself.
type instruction struct{ name, rest string }

func dockerfile(src string) (out []instruction) {
	src = regexp.MustCompile(`(?m)^#.*\n`).ReplaceAllString(src, "")
	src = regexp.MustCompile(`[ \t]*\\\n[ \t]*`).ReplaceAllString(src, " ")
	for _, line := range strings.Split(src, "\n") {
		if name, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			out = append(out, instruction{strings.ToUpper(name), strings.TrimSpace(rest)})
		}
	}
	return out
}

// checkDockerfile says what the image would lack.
func checkDockerfile(list []instruction) (wrong []string) {
	last := -1
	for i, in := range list {
		if in.name == "FROM" {
			last = i
		}
	}
	if last < 0 {
		return []string{"no FROM"}
	}
	if list[last].rest != "scratch" {
		wrong = append(wrong, "the image is not made from scratch: "+list[last].rest)
	}
	has := func(name, pattern, why string) {
		if !slices.ContainsFunc(list[last:], func(in instruction) bool {
			return in.name == name && regexp.MustCompile("^"+pattern+"$").MatchString(in.rest)
		}) {
			wrong = append(wrong, why)
		}
	}
	has("USER", `[1-9]\d*:[1-9]\d*`, "it runs as root")
	has("VOLUME", `/data`, "there is no volume /data")
	has("ENV", `.*VITRINE_DATA=/data\b.*`, "the data folder is not the volume")
	has("ENV", `.*VITRINE_LISTEN=0\.0\.0\.0:8080\b.*`, "it listens on no address that a container shows")
	has("EXPOSE", `8080`, "the port is not named")
	has("COPY", `.*--chown=10001:10001 .*/data/`, "the volume is not the user's")
	has("COPY", `.*ca-certificates\.crt`, "there are no certificates to trust")
	for _, in := range list[last:] {
		var args string
		switch in.name {
		case "HEALTHCHECK":
			_, args, _ = strings.Cut(in.rest, "CMD ")
		case "ENTRYPOINT", "CMD":
			args = in.rest
		default:
			continue
		}
		var words []string
		for _, m := range regexp.MustCompile(`"([^"]*)"`).FindAllStringSubmatch(args, -1) {
			words = append(words, m[1])
		}
		if len(words) == 0 || in.name != "CMD" && words[0] != "/vitrine" {
			wrong = append(wrong, in.name+" needs a shell: "+in.rest)
			continue
		}
		if in.name != "CMD" {
			words = words[1:]
		}
		if err := parses(words); in.name != "ENTRYPOINT" && err != nil {
			wrong = append(wrong, in.name+": "+err.Error())
		}
	}
	if !slices.ContainsFunc(list[last:], func(in instruction) bool { return in.name == "HEALTHCHECK" }) {
		wrong = append(wrong, "there is no health check")
	}
	return wrong
}

func parses(args []string) error {
	var cli CLI
	parser, err := newParser(&cli, kong.Exit(func(int) {}))
	if err == nil {
		_, err = parser.Parse(args)
	}
	return err
}

func TestDockerfile(t *testing.T) {
	src, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range checkDockerfile(dockerfile(string(src))) {
		t.Error(w)
	}
}

// The check itself must fail when it should.
func TestDockerfileCheckFails(t *testing.T) {
	got := checkDockerfile(dockerfile("FROM golang AS build\nUSER 1:1\nVOLUME /data\nFROM debian\nUSER root\n# USER 1:1\nENV A=1 \\\n  VITRINE_DATA=/data\nHEALTHCHECK CMD vitrine health\nENTRYPOINT [\"/vitrine\"]\nCMD [\"server\"]\n"))
	want := []string{"the image is not made from scratch: debian", "it runs as root", "there is no volume /data", "it listens on no address that a container shows",
		"the port is not named", "the volume is not the user's", "there are no certificates to trust", "HEALTHCHECK needs a shell: CMD vitrine health", "CMD: unexpected argument server, did you mean \"serve\"?"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// buildLine is the Dockerfile's own go build, with another place to write to.
func buildLine(list []instruction, out string) (string, error) {
	for _, in := range list {
		if i := strings.Index(in.rest, "go build "); in.name == "RUN" && i >= 0 {
			line, _, _ := strings.Cut(in.rest, " && ")
			if !strings.Contains(line, "-o /out/vitrine ") {
				return "", fmt.Errorf("it does not write /out/vitrine: %s", line)
			}
			return strings.Replace(line, "-o /out/vitrine ", "-o '"+out+"' ", 1), nil
		}
	}
	return "", fmt.Errorf("there is no go build")
}

// TestContainerProgram builds with the Dockerfile's own line, and holds the
// result against what an empty image offers: no loader, no libraries.
func TestContainerProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("links the whole program")
	}
	src, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "vitrine")
	line, err := buildLine(dockerfile(string(src)), program)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), "sh", "-euc", line)
	c.Dir, c.Env = "..", append(os.Environ(), "VERSION=1.2.3")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	f, err := elf.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	libraries, err := f.ImportedLibraries()
	if err != nil || len(libraries) > 0 {
		t.Errorf("it needs %v, %v", libraries, err)
	}
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP {
			t.Error("it needs a loader")
		}
	}
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kB", info.Size()/1000)
	if info.Size() > 60_000_000 {
		t.Errorf("%d bytes, at most 60 MB", info.Size())
	}
	out, err := exec.CommandContext(t.Context(), program, "version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "vitrine 1.2.3 ") {
		t.Errorf("%v %s", err, out)
	}
	if out, err := exec.CommandContext(t.Context(), program, "health", "--listen", "127.0.0.1:1").CombinedOutput(); err == nil || !strings.Contains(string(out), "does not answer") {
		t.Errorf("the health check: %v %s", err, out)
	}
}
