package desk_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/staff"
)

// printedText is what a paper says, by another program.
func printedText(t *testing.T, s *desk.Session, o desk.Order) string {
	t.Helper()
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	made, err := s.Print(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, made.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(program, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(" ", "", "　", "", "\n", "").Replace(string(out))
}

func TestAnAbsencePlateNamesTheOtherHalfOfThePost(t *testing.T) {
	r := openRoom(t)
	appoint(t, r, "chen", hall.RoleClerk) // 王小小小小, with liu beside
	text := printedText(t, r.director, desk.Order{Kind: hall.PaperAbsence, Staff: "chen"})
	if !strings.Contains(text, "王小小小小") || !strings.Contains(text, "要办事，请找刘巧云") {
		t.Errorf("chen's plate says %s", text)
	}
	// Who has left stands in for nobody, gets no plate, and is not on the list of posts.
	appoint(t, r, "tan", hall.RoleClerk) // 王小小小
	other := "tan"
	if _, err := r.director.ChangeStaff(t.Context(), "chen", staff.Change{StandIn: &other, Reason: "换人"}); err != nil {
		t.Fatal(err)
	}
	if text := printedText(t, r.director, desk.Order{Kind: hall.PaperPosts}); !strings.Contains(text, "tan") {
		t.Errorf("the list says %s", text)
	}
	if _, err := r.director.LeaveStaff(t.Context(), "tan", "调走"); err != nil {
		t.Fatal(err)
	}
	if text := printedText(t, r.director, desk.Order{Kind: hall.PaperAbsence, Staff: "chen"}); strings.Contains(text, "请找王") {
		t.Errorf("who left still stands in: %s", text)
	}
	if text := printedText(t, r.director, desk.Order{Kind: hall.PaperPosts}); strings.Contains(text, "tan") || !strings.Contains(text, "chen") {
		t.Errorf("the list says %s", text)
	}
	if _, err := r.director.Print(t.Context(), desk.Order{Kind: hall.PaperBadge, Staff: "tan"}); hall.KindOf(err) != hall.Unlawful {
		t.Errorf("a badge of who left: %v", err)
	}
}

func TestACoverIsWhatWasAsked(t *testing.T) {
	r := openRoom(t)
	text := printedText(t, r.director, desk.Order{Kind: hall.PaperRegisterCover, Of: "办件台账/2025/12", Staff: "luo"})
	for _, want := range []string{"办件台账", "2025年", "第12册", "罗建国"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on %s", want, text)
		}
	}
	if _, err := r.director.Print(t.Context(), desk.Order{Kind: hall.PaperRegisterCover, Of: "1/2"}); hall.KindOf(err) != hall.Invalid {
		t.Errorf("two volumes: %v", err)
	}
}
