package paper_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"bianmin/paper"
)

// TestEveryPaperIsASoundFile: another program finds nothing to complain of in any paper, issued or
// printed again.
func TestEveryPaperIsASoundFile(t *testing.T) {
	notShort(t)
	program, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed")
	}
	dir := t.TempDir()
	for name, job := range jobs(t, "欧阳𫞩娜·彭") {
		job.Reprint = job.Kind.Issued()
		made, err := paper.Press{}.Make(job)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".pdf")
		if err := os.WriteFile(file, made.PDF, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(program, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", name, err, out)
		}
	}
}
