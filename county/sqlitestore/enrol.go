package sqlitestore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"bianmin/county/store"
	"bianmin/hall"
)

const (
	sqlAddHall = `
INSERT INTO hall (code, name)
VALUES (?, ?)
ON CONFLICT (code) DO UPDATE
SET name = CASE WHEN excluded.name = '' THEN hall.name ELSE excluded.name END`
	sqlIssueCode = `
INSERT INTO code (hash, hall, expires)
VALUES (?, ?, ?)`
	sqlUseCode = `
UPDATE code
SET journal = ?
WHERE hash = ? AND (journal = ? OR journal = '' AND expires > ?)
RETURNING hall`
	sqlEnrolled = `
SELECT j.public_key, j.device, j.spare, h.name
FROM journal j
JOIN hall h ON h.code = j.hall
WHERE j.hall = ? AND j.journal = ?`
	sqlAddDirectory = `
INSERT INTO directory (journal, hall)
VALUES (?, ?)
ON CONFLICT (journal) DO NOTHING`
	sqlAddJournal = `
INSERT INTO journal (hall, journal, public_key, device, spare, program, enrolled)
VALUES (?, ?, ?, ?, ?, ?, ?)`
	sqlCountJournal = `
UPDATE hall
SET journals = journals + 1
WHERE code = ?
RETURNING name`
	sqlTakeDevice = `
INSERT INTO device (hall, device, journal)
VALUES (?, ?, ?)
ON CONFLICT (hall, device) DO NOTHING`
)

// AddHall implements store.Enrolment.
func (s *Store) AddHall(ctx context.Context, code, name string) error {
	if _, err := s.write.ExecContext(ctx, sqlAddHall, code, name); err != nil {
		return fmt.Errorf("add hall %s: %w", code, err)
	}
	return nil
}

// IssueCode implements store.Enrolment.
func (s *Store) IssueCode(ctx context.Context, hallCode string, hash []byte, expires time.Time) error {
	if _, err := s.write.ExecContext(ctx, sqlIssueCode, hash, hallCode, expires.UnixMilli()); err != nil {
		return fmt.Errorf("issue a code for hall %s: %w", hallCode, err)
	}
	return nil
}

// Enrol implements store.Enrolment.
func (s *Store) Enrol(ctx context.Context, a store.Application) (store.Grant, error) {
	var g store.Grant
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		var err error
		g, err = enrol(ctx, tx, a)
		return err
	})
	if err != nil {
		return store.Grant{}, fmt.Errorf("enrol a device: %w", err)
	}
	return g, nil
}

func enrol(ctx context.Context, tx *sql.Tx, a store.Application) (store.Grant, error) {
	var g store.Grant
	err := tx.QueryRowContext(ctx, sqlUseCode, a.Journal, a.CodeHash, a.Journal, a.At.UnixMilli()).Scan(&g.Hall)
	if errors.Is(err, sql.ErrNoRows) {
		return g, store.ErrBadCode
	}
	if err != nil {
		return g, fmt.Errorf("use a code: %w", err)
	}
	res, err := tx.ExecContext(ctx, sqlAddDirectory, a.Journal, g.Hall)
	if err != nil {
		return g, fmt.Errorf("enter a journal: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		if err != nil {
			return g, fmt.Errorf("enter a journal: %w", err)
		}
		return again(ctx, tx, a, g)
	}
	if err := grantDevices(ctx, tx, a, &g); err != nil {
		return g, err
	}
	_, err = tx.ExecContext(ctx, sqlAddJournal, g.Hall, a.Journal, a.PublicKey, g.Device, g.Spare, a.Program, a.At.UnixMilli())
	if err != nil {
		return g, fmt.Errorf("add a journal: %w", err)
	}
	if err := tx.QueryRowContext(ctx, sqlCountJournal, g.Hall).Scan(&g.HallName); err != nil {
		return g, fmt.Errorf("count a journal: %w", err)
	}
	return g, nil
}

// again answers a device that is enrolled: in this hall, with this key, or not at all.
func again(ctx context.Context, tx *sql.Tx, a store.Application, g store.Grant) (store.Grant, error) {
	var key string
	err := tx.QueryRowContext(ctx, sqlEnrolled, g.Hall, a.Journal).Scan(&key, &g.Device, &g.Spare, &g.HallName)
	if errors.Is(err, sql.ErrNoRows) || err == nil && key != a.PublicKey {
		return g, store.ErrBadCode
	}
	if err != nil {
		return g, fmt.Errorf("read an enrolled journal: %w", err)
	}
	return g, nil
}

// grantDevices takes the wished device code, or the next free one, and a spare. The
// unique key (hall, device) decides who has it.
func grantDevices(ctx context.Context, tx *sql.Tx, a store.Application, g *store.Grant) error {
	granted := make([]hall.DeviceCode, 0, 2)
	for _, code := range candidates(a.Wished) {
		res, err := tx.ExecContext(ctx, sqlTakeDevice, g.Hall, code, a.Journal)
		if err != nil {
			return fmt.Errorf("take device code %s: %w", code, err)
		}
		n, err := res.RowsAffected()
		if err != nil {
			return fmt.Errorf("take device code %s: %w", code, err)
		}
		if n == 1 {
			granted = append(granted, code)
		}
		if len(granted) == 2 {
			g.Device, g.Spare = granted[0], granted[1]
			return nil
		}
	}
	return hall.Refuse("这个大厅的设备代码用完了", "请县平台管理员注销不用的设备")
}

// candidates are all device codes, the wished one first, then from A0 on.
func candidates(wished hall.DeviceCode) []hall.DeviceCode {
	const a = 10 // index of A
	codes := make([]hall.DeviceCode, 0, 1+len(hall.DeviceAlphabet)*len(hall.DeviceAlphabet))
	if wished.Valid() {
		codes = append(codes, wished)
	}
	n := len(hall.DeviceAlphabet)
	for i := range n * n {
		k := (i + a*n) % (n * n)
		code := hall.DeviceCode([]byte{hall.DeviceAlphabet[k/n], hall.DeviceAlphabet[k%n]})
		if code != wished {
			codes = append(codes, code)
		}
	}
	return codes
}
