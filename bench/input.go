package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"bianmin/hall"
	"bianmin/hall/workday"
)

// record is one line of the generator, as bench/gen writes it. It is long because the generator's line is:
// every field is carried, by one client or the other.
type record struct {
	ID        string          `json:"_id"`
	Type      string          `json:"type"`
	Schema    int             `json:"schema"`
	Hall      string          `json:"hall"`
	CaseNo    string          `json:"case_no"`
	Matter    string          `json:"matter_code"`
	MName     string          `json:"matter_name"`
	Dept      string          `json:"dept"`
	Applicant applicant       `json:"applicant"`
	Status    string          `json:"status"`
	Accepted  time.Time       `json:"accepted_at"`
	Due       string          `json:"due_on"`
	Operator  string          `json:"operator"`
	Materials []material      `json:"materials"`
	Events    json.RawMessage `json:"events"`
	Remark    string          `json:"remark"`
	HLC       string          `json:"hlc"`
}

type applicant struct {
	Name string `json:"name"`
	IDNo string `json:"id_no"`
	Tel  string `json:"tel"`
	Addr string `json:"addr"`
}

type material struct {
	Name  string `json:"name,omitempty"`
	Kind  string `json:"kind"`
	Pages int    `json:"pages"`
	Sha   string `json:"sha256,omitempty"`
}

// carried is a record as the body of a journal entry: a receipt of the product, and beside it the values a
// receipt has no place for, so that both clients carry every value of a record once.
type carried struct {
	hall.Received
	Rest rest `json:"rest"`
}

// rest is what is left of a record. The id is the entry's subject, the operator its actor and the time of
// acceptance its time; the case number is written in the product's own form.
type rest struct {
	Type   string          `json:"type"`
	Schema int             `json:"schema"`
	Status string          `json:"status"`
	Due    string          `json:"due_on"`
	Papers []material      `json:"materials"` // without their names
	Events json.RawMessage `json:"events"`
	Remark string          `json:"remark"`
	HLC    string          `json:"hlc"`
}

func readRecords(file string) ([]record, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []record
	sc := bufio.NewScanner(bytes.NewReader(raw))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var r record
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("input line %d: %w", len(out)+1, err)
		}
		out = append(out, r)
	}
	return out, sc.Err()
}

// hallCode is the division code of the hall a record comes from.
func (r record) hallCode() string { return r.Hall + "000" }

// body is the record as the n-th receipt of a device. What the desk draws at random for a receipt (person,
// query code) is drawn here too, from a fixed seed: those bytes travel in the product, so they travel here.
func (r record) body(n int, device hall.DeviceCode, random *rand.Rand) carried {
	out := carried{
		Received: hall.Received{
			No: hall.NewCaseNo(r.hallCode(), workday.DateIn(r.Accepted), device, n), Hall: r.hallCode(),
			Rules: hall.Rules{Code: r.Matter, Name: r.MName, Decider: r.Dept, Mode: hall.ModeForward},
			Applicant: hall.Person{
				ID: randomID(random), Name: r.Applicant.Name, IDType: "resident_id", IDNo: r.Applicant.IDNo,
				Phone: r.Applicant.Tel, Village: r.Applicant.Addr,
			},
			Intake: hall.CaseIntake{Mode: hall.BySelf, QueryCode: fmt.Sprintf("%06d", random.IntN(1_000_000)), Handler: r.Operator},
		},
		Rest: rest{Type: r.Type, Schema: r.Schema, Status: r.Status, Due: r.Due, Events: r.Events, Remark: r.Remark, HLC: r.HLC},
	}
	for _, m := range r.Materials {
		got := hall.Material{Name: m.Name}
		switch m.Kind {
		case "original":
			got.Original = 1
		case "copy":
			got.Copy = 1
		}
		out.Materials = append(out.Materials, got)
		m.Name = ""
		out.Rest.Papers = append(out.Rest.Papers, m)
	}
	return out
}

func randomID(random *rand.Rand) string {
	a, b := random.Uint64(), random.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}
