package desk

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"

	"bianmin/hall"
	"bianmin/hall/fold"
)

// mostSnapshot is the longest frozen view read back, in bytes.
const mostSnapshot = 4 << 20

// snapshot is a frozen view as it is kept: the job, and its records beside it.
type snapshot struct {
	Job    hall.PaperJob  `json:"job"`
	Record *frozenRecord  `json:"record,omitempty"`
	Beside []frozenRecord `json:"beside,omitempty"`
}

// frozenRecord is a record with the sort that says how it is read.
type frozenRecord struct {
	Sort hall.Sort       `json:"sort"`
	Body json.RawMessage `json:"body"`
}

func freezeRecord(r hall.Record) (frozenRecord, error) {
	raw, err := json.Marshal(r)
	return frozenRecord{Sort: r.Facts().Sort, Body: raw}, err
}

func (f frozenRecord) open() (hall.Record, error) {
	room, ok := fold.RoomOf(f.Sort)
	if !ok {
		return nil, fmt.Errorf("read a frozen paper: a record of sort %q", f.Sort)
	}
	return room.Open(f.Body)
}

// frozen is the view a paper is made from, packed.
func frozen(job hall.PaperJob) ([]byte, error) {
	snap := snapshot{Job: job}
	if job.Record != nil {
		r, err := freezeRecord(job.Record)
		if err != nil {
			return nil, fmt.Errorf("freeze a paper: %w", err)
		}
		snap.Record = &r
	}
	for _, x := range job.Beside {
		r, err := freezeRecord(x)
		if err != nil {
			return nil, fmt.Errorf("freeze a paper: %w", err)
		}
		snap.Beside = append(snap.Beside, r)
	}
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	if err := json.NewEncoder(zip).Encode(snap); err != nil {
		return nil, fmt.Errorf("freeze a paper: %w", err)
	}
	if err := zip.Close(); err != nil {
		return nil, fmt.Errorf("freeze a paper: %w", err)
	}
	return out.Bytes(), nil
}

// thawed is the view frozen packed.
func thawed(values []byte) (hall.PaperJob, error) {
	zip, err := gzip.NewReader(bytes.NewReader(values))
	if err != nil {
		return hall.PaperJob{}, fmt.Errorf("read a frozen paper: %w", err)
	}
	var snap snapshot
	if err := json.NewDecoder(io.LimitReader(zip, mostSnapshot)).Decode(&snap); err != nil {
		return hall.PaperJob{}, fmt.Errorf("read a frozen paper: %w", err)
	}
	job := snap.Job
	if snap.Record != nil {
		if job.Record, err = snap.Record.open(); err != nil {
			return hall.PaperJob{}, err
		}
	}
	for _, f := range snap.Beside {
		r, err := f.open()
		if err != nil {
			return hall.PaperJob{}, err
		}
		job.Beside = append(job.Beside, r)
	}
	return job, nil
}
