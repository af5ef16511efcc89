// Package station opens one device: its store, its desk, its press and its sync. It is
// the only place where these meet; the window, bianminctl and the demo all start here.
package station

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"bianmin/assets/calendar"
	"bianmin/assets/catalogue"
	"bianmin/desk"
	"bianmin/hall"
	"bianmin/hall/register"
	"bianmin/localdb"
	"bianmin/paper"
	"bianmin/paper/printer"
	"bianmin/paper/rarefont"
	"bianmin/paper/workbook"
	"bianmin/sync"
)

// Version is the program's version, set by the programs from their build.
const Version = "0.1.0"

// Station is one device, opened.
type Station struct {
	DB    *localdb.DB
	Desk  *desk.Desk
	Sync  *sync.Syncer
	Light *Light
}

// Options say where a device lives and what time it is. A nil Clock is the PC's clock.
type Options struct {
	Dir      string
	Clock    func() time.Time
	Printers string // the print service; empty means this machine's, see printer.Options
}

// Founding is what a new device is told once.
type Founding struct {
	Hall      string // division code, 12 digits, or 9 for a township
	Name      string // of the hall
	Device    string // two base-32 characters; empty lets the program draw them
	StaffID   string
	StaffName string
	Demo      bool // the sample catalogue and demo people too
}

// Open opens the device in a directory.
func Open(ctx context.Context, o Options) (*Station, error) {
	clock := o.clock()
	db, err := localdb.Open(ctx, o.Dir, localdb.Options{Clock: clock})
	if err != nil {
		return nil, err
	}
	return assemble(db, o, clock), nil
}

// Found creates a device in an empty directory and opens it. The State Council's
// calendar comes with the program; the sample catalogue only with a demo.
func Found(ctx context.Context, o Options, f Founding) (*Station, error) {
	office, people, err := f.read()
	if err != nil {
		return nil, err
	}
	clock := o.clock()
	db, err := localdb.Create(ctx, o.Dir, office, people, localdb.Options{Clock: clock})
	if err != nil {
		return nil, err
	}
	st := assemble(db, o, clock)
	if err := st.furnish(ctx, f, people[0].ID); err != nil {
		_ = db.Close()
		return nil, err
	}
	return st, nil
}

// Close stops what runs and closes the store.
func (s *Station) Close() error { return s.DB.Close() }

func (o Options) clock() func() time.Time {
	if o.Clock != nil {
		return o.Clock
	}
	return Now
}

// pcClock is the one place below the programs that reads the PC's clock.
type pcClock struct{}

func (pcClock) Now() time.Time { return time.Now() }

// Now is the PC's clock.
func Now() time.Time { return pcClock{}.Now() }

// fontFolder of a data directory holds fonts a hall adds for rare characters.
const fontFolder = "fonts"

func assemble(db *localdb.DB, o Options, clock func() time.Time) *Station {
	light := &Light{db: db, changed: make(chan struct{}, 1)}
	light.sync = sync.New(sync.Options{
		Outbox: db, Links: db, Clock: clock, Program: "bianmin " + Version, Changed: func(sync.State) { light.wake() },
	})
	press := paper.Press{Rare: rarefont.New(filepath.Join(o.Dir, fontFolder), rarefont.SystemFolders()...)}
	return &Station{
		DB: db,
		Desk: desk.New(desk.Parts{
			Store: store{db}, Reader: db, Bookings: db, Records: db, Registers: db, Ledger: ledger{}, Library: db, Register: db, Press: press,
			Shelf: db, Printers: Printers(o.Printers), Clock: clock,
		}),
		Sync:  light.sync,
		Light: light,
	}
}

// Printers are the printers of this machine, or those of another print service. They need no
// opened device.
func Printers(server string) printer.System { return printer.New(printer.Options{Server: server}) }

// store fits localdb's acts to the interface desk asks for.
type store struct{ db *localdb.DB }

func (s store) Act(ctx context.Context, fn func(desk.Tx) error) error {
	return s.db.Act(ctx, func(tx *localdb.Tx) error { return fn(tx) })
}

// ledger fits the spreadsheets of paper/workbook to the interface desk asks for.
type ledger struct{}

func (ledger) Write(w io.Writer, b register.Book) error { return workbook.Write(w, b) }

func (ledger) Fill(template []byte, v register.Values) ([]byte, []string, error) {
	return workbook.Fill(template, v)
}

func (ledger) Read(name string, data []byte) ([]register.Row, error) {
	return workbook.Read(name, data)
}

func (f Founding) read() (hall.Office, []hall.Staff, error) {
	code := strings.TrimSpace(f.Hall)
	if len(code) == 9 {
		code += "000"
	}
	if len(code) != 12 || strings.Trim(code, "0123456789") != "" {
		return hall.Office{}, nil, hall.Refuse("区划代码应是 12 位数字", "例如 431322112000；只知道 9 位的也可以")
	}
	if strings.TrimSpace(f.Name) == "" {
		return hall.Office{}, nil, hall.Refuse("没有写大厅名称（--name）", "例如 新化县白溪镇便民服务中心")
	}
	device := hall.DeviceCode(strings.ToUpper(strings.TrimSpace(f.Device)))
	if device != "" && !device.Valid() {
		return hall.Office{}, nil, hall.Refuse("设备号应是两位，用数字和大写字母，不用 I、L、O、U", "例如 A7")
	}
	if device == "" {
		drawn, err := drawDevice()
		if err != nil {
			return hall.Office{}, nil, err
		}
		device = drawn
	}
	first := hall.Staff{ID: f.StaffID, Name: f.StaffName, Roles: []hall.Role{hall.RoleClerk, hall.RoleDirector}}
	if first.ID == "" {
		first.ID = "director"
	}
	if first.Name == "" {
		first.Name = "中心主任"
	}
	office := hall.Office{Code: code, Name: strings.TrimSpace(f.Name), Device: device, Demo: f.Demo}
	people := []hall.Staff{first}
	if f.Demo {
		office.Counter, office.Phone, office.Hours = "2号窗口", "0738-0000000", "周一至周五 8:30—12:00，14:00—17:00"
		people = append(people, demoPeople()...)
	}
	return office, people, nil
}

// drawDevice draws a device code for a hall not enrolled yet, so that it can work from
// the first minute. Enrolment gives another one when a counter of the same hall has it.
func drawDevice() (hall.DeviceCode, error) {
	var b [2]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", fmt.Errorf("draw a device code: %w", err)
	}
	n := len(hall.DeviceAlphabet)
	return hall.DeviceCode([]byte{hall.DeviceAlphabet[int(b[0])%n], hall.DeviceAlphabet[int(b[1])%n]}), nil
}

// demoPeople are invented.
func demoPeople() []hall.Staff {
	agent := []hall.Role{hall.RoleAgent}
	return []hall.Staff{
		{ID: "luo", Name: "罗建国", Roles: agent, Phone: "13800000000", Village: "桃林村"},
		{ID: "xiao", Name: "肖秀兰", Roles: agent, Phone: "13800000001", Village: "石坪村"},
	}
}

func (s *Station) furnish(ctx context.Context, f Founding, staff string) error {
	session, err := s.Desk.SignIn(ctx, staff)
	if err != nil {
		return err
	}
	if _, err := session.ImportCalendar(ctx, calendar.JSON()); err != nil {
		return fmt.Errorf("import the calendar that comes with the program: %w", err)
	}
	if !f.Demo {
		return nil
	}
	if _, err := session.ImportCatalogue(ctx, catalogue.JSON(), ""); err != nil {
		return fmt.Errorf("import the sample catalogue: %w", err)
	}
	return nil
}
