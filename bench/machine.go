package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// heading says where, when and how the figures were made.
func heading(args []string, at time.Time) string {
	var b strings.Builder
	b.WriteString("# Measurements\n\n")
	fmt.Fprintf(&b, "* machine: %s, %d cores, %s\n", cpu(), runtime.NumCPU(), system())
	fmt.Fprintf(&b, "* Go: %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(&b, "* date: %s\n", at.UTC().Format("2006-01-02 15:04 MST"))
	fmt.Fprintf(&b, "* command: `%s`\n", command(args))
	if load := firstWords("/proc/loadavg", 3); load != "" {
		fmt.Fprintf(&b, "* load at the start: %s\n", load)
	}
	b.WriteString("\nThe machine is shared: compare the ratios, each of runs side by side in this run, not the figures. " +
		"README.md says what is not emulated.\n\n")
	return b.String()
}

// command is how this program was started, with the settings it was built with.
func command(args []string) string {
	parts := []string{"go run"}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "CGO_ENABLED":
				parts[0] = "CGO_ENABLED=" + s.Value + " go run"
			case "-tags":
				parts = append(parts, "-tags "+s.Value)
			}
		}
	}
	return strings.Join(append(append(parts, "./bench"), args...), " ")
}

func cpu() string {
	if name := field("/proc/cpuinfo", "model name", ":"); name != "" {
		return name
	}
	return runtime.GOARCH + " (model unknown)"
}

func system() string {
	name := strings.Trim(field("/etc/os-release", "PRETTY_NAME", "="), `"`)
	if name == "" {
		name = runtime.GOOS
	}
	if kernel := firstWords("/proc/sys/kernel/osrelease", 1); kernel != "" {
		name += ", kernel " + kernel
	}
	return name
}

// field is the value of the first line of a file that begins with a name, "" if there is none.
func field(file, name, sep string) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for l := range strings.Lines(string(raw)) {
		if key, value, ok := strings.Cut(l, sep); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func firstWords(file string, n int) string {
	raw, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	words := strings.Fields(string(raw))
	return strings.Join(words[:min(n, len(words))], " ")
}
