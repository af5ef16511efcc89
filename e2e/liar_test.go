//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/internal/station"
)

// lie takes a file in as bianminctl does, on a fresh hall, but answers every line before
// it is saved. It runs in a process of its own and returns its exit code.
func lie(dir, name string) int {
	if err := answerThenSave(context.Background(), dir, name); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func answerThenSave(ctx context.Context, dir, name string) error {
	st, err := station.Open(ctx, station.Options{Dir: dir})
	if err != nil {
		return err
	}
	defer st.Close()
	session, err := st.Desk.SignIn(ctx, "")
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	office, taken := session.Office(), map[hall.Date]int{}
	states := map[desk.Action]hall.State{
		desk.ActionAccept: hall.StateAccepted, desk.ActionNotice: hall.StateNoticed, desk.ActionDecline: hall.StateDeclined, desk.ActionReceive: hall.StateReceived,
	}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var in desk.Intake
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			return err
		}
		day := hall.DayOf(in.At)
		taken[day]++
		promise := ack{Ref: in.Ref, OK: true, CaseNo: string(hall.NewCaseNo(office.Code, day, office.Device, taken[day])), State: states[in.Action]}
		if err := json.NewEncoder(os.Stdout).Encode(promise); err != nil {
			return err
		}
		if _, err := session.Intake(ctx, in); err != nil {
			return err
		}
	}
	return nil
}
