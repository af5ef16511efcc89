package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// bench is what the rows share. Programs, input and the filled hall are made when first asked for.
type bench struct {
	size sizes
	dir  string // of this run, removed at its end
	say  func(format string, args ...any)

	built   bool
	input   string   // the generator's NDJSON
	records []record // the same, read
	filled  string   // directory of a hall that holds every record and has sent none
}

func newBench(parent string, size sizes, say func(string, ...any)) (*bench, error) {
	if err := os.MkdirAll(parent, 0o755); err != nil { //nolint:gosec // a folder of results
		return nil, fmt.Errorf("make the working directory: %w", err)
	}
	dir, err := os.MkdirTemp(parent, "bench-")
	if err != nil {
		return nil, fmt.Errorf("make the working directory: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("find the working directory: %w", err)
	}
	return &bench{size: size, dir: dir, say: say}, nil
}

func (b *bench) close() error { return os.RemoveAll(b.dir) }

// scratch makes a directory for one run; drop it when the run is over, or the disk fills.
func (b *bench) scratch(name string) (string, error) {
	return os.MkdirTemp(b.dir, name+"-")
}

func (b *bench) program(name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(b.dir, "bin", name)
}

// build compiles the programs that run as processes of their own.
func (b *bench) build(ctx context.Context) error {
	if b.built {
		return nil
	}
	b.say("build the programs")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(b.dir, "bin")+string(filepath.Separator), //nolint:gosec // constants
		"bianmin/bench/gen", "bianmin/bench/naive", "bianmin/cmd/bianmin-county", "bianmin/cmd/bianminctl")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the programs: %w\n%s", err, out)
	}
	b.built = true
	return nil
}

// ready makes the programs and the input.
func (b *bench) ready(ctx context.Context) error {
	if err := b.build(ctx); err != nil || b.records != nil {
		return err
	}
	file := filepath.Join(b.dir, "cases.ndjson")
	if err := b.generate(ctx, file); err != nil {
		return err
	}
	records, err := readRecords(file)
	if err != nil {
		return err
	}
	b.input, b.records = file, records
	return nil
}

func (b *bench) generate(ctx context.Context, file string) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	cmd := exec.CommandContext(ctx, b.program("gen"), "-n", fmt.Sprint(b.size.records)) //nolint:gosec // built above
	cmd.Stdout, cmd.Stderr = f, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("generate the input: %w", err)
	}
	return nil
}

// dropAll removes directories that are no longer needed; the first failure is reported.
func dropAll(err error, dirs ...string) error {
	for _, dir := range dirs {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return err
}
