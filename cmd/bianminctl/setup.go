package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
	"bianmin/internal/station"
)

type initCmd struct {
	Hall      string `required:"" help:"区划代码，12 位" placeholder:"CODE"`
	Name      string `required:"" help:"大厅名称，例如 新化县白溪镇便民服务中心"`
	Device    string `help:"设备号，两位，例如 A7；省略则抽一个" placeholder:"VV"`
	Staff     string `help:"第一位工作人员的编号（主任兼窗口人员）" placeholder:"ID"`
	StaffName string `help:"第一位工作人员的姓名" placeholder:"NAME"`
	Demo      bool   `help:"装入示例事项目录和示例人员"`
}

// Help gives an example.
func (initCmd) Help() string {
	return "例：bianminctl --data D init --hall 431322112000 --name 新化县白溪镇便民服务中心 --device A7 --staff liu --staff-name 刘巧云 --demo"
}

// Run creates the data directory.
func (c initCmd) Run(e *env) error {
	st, err := station.Found(e.ctx, station.Options{Dir: e.cli.Data, Clock: e.clock}, station.Founding{
		Hall: c.Hall, Name: c.Name, Device: c.Device, StaffID: c.Staff, StaffName: c.StaffName, Demo: c.Demo,
	})
	if err != nil {
		return err
	}
	defer e.close(st)
	office, err := st.DB.Office(e.ctx)
	if err != nil {
		return err
	}
	people, err := st.Desk.Staff(e.ctx)
	if err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(map[string]any{
			"ok": true, "hall": office.Code, "name": office.Name, "device": office.Device, "journal": office.Journal, "staff": len(people),
		})
	}
	e.say("已建好：%s，设备号 %s", office.Name, office.Device)
	if !c.Demo {
		e.say("下一步：导入事项目录 bianminctl catalogue import 文件")
	}
	return nil
}

type catalogueCmd struct {
	Import catalogueImportCmd `cmd:"" help:"导入一版目录，整版或不导入"`
	Check  catalogueCheckCmd  `cmd:"" help:"只检查，不导入"`
}

type catalogueFile struct {
	File    string `arg:"" help:"目录文件（JSON），- 为标准输入"`
	Edition string `help:"版次名；文件里没有版次时必填"`
}

type catalogueImportCmd struct{ catalogueFile }

type catalogueCheckCmd struct{ catalogueFile }

type problemJSON struct {
	Row    int    `json:"row"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
}

func catalogueJSON(ok bool, r desk.CatalogueReport) map[string]any {
	refused, warned := []problemJSON{}, []problemJSON{}
	for _, p := range r.Refusals {
		refused = append(refused, problemJSON{p.Row, p.Code, p.Reason})
	}
	for _, p := range r.Warnings {
		warned = append(warned, problemJSON{p.Row, p.Code, p.Reason})
	}
	return map[string]any{"ok": ok, "edition": r.Edition, "matters": r.Matters, "refused": refused, "warnings": warned}
}

// Run puts an edition into use.
func (c catalogueImportCmd) Run(e *env) error {
	data, err := e.read(c.File)
	if err != nil {
		return err
	}
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	report, err := session.ImportCatalogue(e.ctx, data, c.Edition)
	if e.cli.JSON && len(report.Refusals) > 0 {
		_ = e.emit(catalogueJSON(false, report))
		e.tell(report)
		return errSaid
	}
	if err != nil {
		return err
	}
	if e.cli.JSON {
		return e.emit(catalogueJSON(true, report))
	}
	e.say("已导入 %s，共 %d 个事项（提醒 %d 条，catalogue check 可看）", report.Edition, report.Matters, len(report.Warnings))
	return nil
}

// Run only checks.
func (c catalogueCheckCmd) Run(e *env) error {
	data, err := e.read(c.File)
	if err != nil {
		return err
	}
	report := desk.CheckCatalogue(data, c.Edition)
	ok := len(report.Refusals) == 0
	if e.cli.JSON {
		if err := e.emit(catalogueJSON(ok, report)); err != nil {
			return err
		}
	}
	e.tell(report)
	if !ok {
		return errSaid
	}
	return nil
}

func (e *env) tell(r desk.CatalogueReport) {
	for _, p := range r.Refusals {
		e.say("不合要求：%s", p)
	}
	if !e.cli.JSON {
		for _, p := range r.Warnings {
			e.say("提醒：%s", p)
		}
	}
	if len(r.Refusals) > 0 {
		e.say("这一版有 %d 处不合发布要求，不能导入", len(r.Refusals))
		return
	}
	e.say("可以导入：%s，%d 个事项，提醒 %d 条", r.Edition, r.Matters, len(r.Warnings))
}

type calendarCmd struct {
	Import calendarImportCmd `cmd:"" help:"导入一年或几年的放假安排，全部或不导入"`
}

type calendarImportCmd struct {
	File string `arg:"" help:"放假安排文件（JSON），- 为标准输入"`
}

// Run imports the calendar.
func (c calendarImportCmd) Run(e *env) error {
	data, err := e.read(c.File)
	if err != nil {
		return err
	}
	st, session, err := e.signIn()
	if err != nil {
		return err
	}
	defer e.close(st)
	years, err := session.ImportCalendar(e.ctx, data)
	if err != nil {
		return err
	}
	names, list := make([]string, 0, len(years)), make([]int, 0, len(years))
	for _, y := range years {
		names, list = append(names, fmt.Sprintf("%d年", y.Year)), append(list, y.Year)
	}
	if e.cli.JSON {
		return e.emit(map[string]any{"ok": true, "years": list})
	}
	e.say("已导入放假安排：%s", strings.Join(names, "、"))
	return nil
}

// read reads a file, or standard input for -.
func (e *env) read(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(e.stdin)
	}
	data, err := os.ReadFile(name) //nolint:gosec // the person named the file
	if err != nil {
		return nil, &hall.Error{Kind: hall.Invalid, Say: "打不开文件 " + name, Next: "请核对文件名和权限", Err: err}
	}
	return data, nil
}
