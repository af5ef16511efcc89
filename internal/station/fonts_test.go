package station_test

import (
	"os"
	"path/filepath"
	"testing"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/ident"
	"bianmin/internal/station"
)

// A font put into the data directory draws names the program's own faces lack.
func TestAFontOfTheHallDrawsItsNames(t *testing.T) {
	font, err := os.ReadFile("../../paper/rarefont/testdata/tiny.ttf")
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "D")
	st, err := station.Found(t.Context(), options(dir), station.Founding{Hall: "431322112000", Name: "某中心", StaffID: "liu", StaffName: "刘巧云", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := os.Mkdir(filepath.Join(dir, "fonts"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "fonts", "字.ttf"), font, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := st.Desk.SignIn(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	taken, err := s.Intake(t.Context(), desk.Intake{Matter: "MZ-06", Applicant: desk.Applicant{Name: "王\U00031350\U0002EBF0", IDType: ident.DocNone, Phone: "13800000010"}})
	if err != nil {
		t.Fatal(err)
	}
	made, err := s.Print(t.Context(), desk.Order{Kind: hall.PaperSlip, Case: string(taken.Case.No)})
	if err != nil || len(made.Missing) > 0 {
		t.Errorf("missing %U, %v", made.Missing, err)
	}
	// The directory is as good as before.
	check, err := st.DB.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(check.Problems) > 0 {
		t.Errorf("problems %v", check.Problems)
	}
}
