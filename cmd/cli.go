package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"vitrine/content"
)

// Version is set by the build: -ldflags "-X vitrine/cmd.Version=1.2.0 (a semantic version: NodeInfo readers parse it)".
var Version = "0.1.0-dev"

// CLI is the command line. Its names are stable: scripts rely on them.
type CLI struct {
	Options

	Demo     demoCmd     `cmd:"" help:"Three sample institutions that follow each other."`
	Init     initCmd     `cmd:"" help:"First site, main channel and administrator."`
	Serve    serveCmd    `cmd:"" help:"Serve the sites."`
	Site     siteCmd     `cmd:"" help:"Institutions: add, set, list, remove."`
	Channel  channelCmd  `cmd:"" help:"Followable channels: add, list, follow, unfollow."`
	User     userCmd     `cmd:"" help:"Staff: add, list, role, password, disable, enable."`
	Token    tokenCmd    `cmd:"" help:"API tokens: create, list, delete."`
	Import   importCmd   `cmd:"" help:"Take over what was published elsewhere: rss, wordpress."`
	Backup   backupCmd   `cmd:"" help:"Everything in one file, also while serving."`
	Restore  restoreCmd  `cmd:"" help:"A backup into an empty folder or database."`
	Theme    themeCmd    `cmd:"" help:"Themes: check, new, list."`
	Duty     dutyCmd     `cmd:"" help:"What is missing in the statements that law asks for."`
	Register registerCmd `cmd:"" help:"The register of personal data (GDPR, art. 30)."`
	Health   healthCmd   `cmd:"" help:"Ask the server here whether it is well."`
	Version  versionCmd  `cmd:"" help:"What this is."`
}

// Program is what main names: what a custom build may change.
type Program struct {
	Kinds content.Kinds
}

// env is what a command works with.
type env struct {
	ctx     context.Context
	opts    *Options
	program Program
	out     io.Writer
	err     *os.File
}

// Main runs the command line and returns the exit status: 0, 1 for a failure
// that is explained on standard error, 2 for a line that cannot be understood.
func Main(p Program, args []string, stdout io.Writer, stderr *os.File) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var cli CLI
	exit := -1
	parser, err := newParser(&cli, kong.Writers(stdout, stderr), kong.Exit(func(code int) { exit = code }))
	if err != nil {
		fmt.Fprintln(stderr, "vitrine:", err)
		return 2
	}
	line, err := parser.Parse(args)
	if exit >= 0 { // help was asked for
		return exit
	}
	if err != nil {
		fmt.Fprintln(stderr, "vitrine:", err)
		fmt.Fprintln(stderr, "Try: vitrine --help")
		return 2
	}
	e := &env{ctx: ctx, opts: &cli.Options, program: p, out: stdout, err: stderr}
	if err := line.Run(e); err != nil {
		if errors.Is(err, context.Canceled) && ctx.Err() != nil {
			fmt.Fprintln(stderr, "vitrine: stopped before it was finished")
			return 1
		}
		fmt.Fprintln(stderr, "vitrine: "+explain(err))
		return 1
	}
	return 0
}

// newParser reads command lines into cli.
func newParser(cli *CLI, more ...kong.Option) (*kong.Kong, error) {
	options := []kong.Option{kong.Name("vitrine"), kong.Description("A self-hosted, federated publishing hub for libraries and cultural venues."),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.PostBuild(func(k *kong.Kong) error { nameEnvironment(k.Model.Node, "VITRINE"); return nil })}
	return kong.New(cli, append(options, more...)...)
}

// nameEnvironment gives a flag that has no environment name of its own that of
// its command: VITRINE_USER_ADD_ROLE. The short names are for what a container
// is told once; a flag of one command must not take the value of another's.
func nameEnvironment(n *kong.Node, prefix string) {
	upper := strings.NewReplacer("-", "_")
	for _, f := range n.Flags {
		if f.Name == "help" || len(f.Envs) > 0 {
			continue
		}
		f.Envs = []string{strings.ToUpper(upper.Replace(prefix + "_" + f.Name))}
		f.Tag.Envs = f.Envs
	}
	for _, c := range n.Children {
		nameEnvironment(c, prefix+"_"+c.Name)
	}
}

type versionCmd struct{}

// Run prints what this is.
func (versionCmd) Run(e *env) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	if e.opts.JSON {
		return e.json(map[string]string{"name": "vitrine", "version": Version, "revision": revision, "go": runtime.Version()})
	}
	fmt.Fprintf(e.out, "vitrine %s (%s)\n", Version, runtime.Version())
	return nil
}
