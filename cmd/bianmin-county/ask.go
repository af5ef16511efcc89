package main

import (
	"encoding/json"
	"fmt"
	"time"

	"bianmin/county"
	"bianmin/county/store"
	"bianmin/hall"
	"bianmin/hall/workday"
)

type enrolCmd struct {
	storeFlag
	Hall string `required:"" placeholder:"CODE" help:"大厅的 12 位区划代码；没有的会新建。"`
	Name string `placeholder:"HALLNAME" help:"大厅的名字。"`
	JSON bool   `name:"json" help:"输出 JSON。"`
}

// Help implements kong.HelpProvider.
func (c *enrolCmd) Help() string {
	return `例：
  bianmin-county enrol --store sqlite:county.db --hall 431322112000 --name 白溪镇便民服务中心
  bianmin-county enrol --store sqlite:county.db --hall 431322112000 --json`
}

// Run issues a code.
func (c *enrolCmd) Run(o *out) error {
	return with(o, c.storeFlag, false, func(k *county.County) error {
		code, err := k.EnrolCode(o.ctx, c.Hall, c.Name)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(o, map[string]string{"code": code})
		}
		o.say("登记码只能用一次，%d 天内有效。请在那台设备上运行 bianminctl enrol。\n", int(county.CodeLife/(24*time.Hour)))
		return o.print("%s\n", code)
	})
}

type statusCmd struct {
	storeFlag
	JSON bool `name:"json" help:"输出 JSON。"`
}

// Help implements kong.HelpProvider.
func (c *statusCmd) Help() string {
	return `例：
  bianmin-county status --store sqlite:county.db --json`
}

// Run prints the figures.
func (c *statusCmd) Run(o *out) error {
	return with(o, c.storeFlag, true, func(k *county.County) error {
		s, err := k.Status(o.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return printJSON(o, s)
		}
		return o.print("大厅 %d，设备 %d，记录 %d，办件 %d，退回 %d，冲突 %d，等待 %d，附件 %d\n",
			s.Halls, s.Journals, s.Entries, s.Cases, s.Rejected, s.Conflicts, s.Held, s.Blobs)
	})
}

type hallCmd struct {
	List hallListCmd `cmd:"" help:"列出大厅，最久没联系的在前。"`
}

type hallListCmd struct {
	storeFlag
	JSON bool `name:"json" help:"输出 JSON，每行一个大厅。"`
}

// Help implements kong.HelpProvider.
func (c *hallListCmd) Help() string {
	return `例：
  bianmin-county hall list --store sqlite:county.db`
}

// Run lists the halls.
func (c *hallListCmd) Run(o *out) error {
	return with(o, c.storeFlag, true, func(k *county.County) error {
		halls, err := k.Halls(o.ctx)
		if err != nil {
			return err
		}
		for _, h := range halls {
			if c.JSON {
				err = printJSON(o, h)
			} else {
				err = o.print("%s\t%s\t%s\t设备 %d\t办件 %d\t记录 %d\n", h.Code, h.Name, contact(h), h.Journals, h.Cases, h.Entries)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func contact(h store.Hall) string {
	if h.Contact.IsZero() {
		return "还没联系过"
	}
	return h.Contact.In(workday.Beijing()).Format("2006-01-02 15:04")
}

type verifyCmd struct {
	storeFlag
	JSON bool `name:"json" help:"输出 JSON。"`
}

// Help implements kong.HelpProvider.
func (c *verifyCmd) Help() string {
	return `例：
  bianmin-county verify --store sqlite:county.db --json`
}

// Run recomputes the roots.
func (c *verifyCmd) Run(o *out) error {
	return with(o, c.storeFlag, true, func(k *county.County) error {
		v, err := k.Verify(o.ctx)
		if err != nil {
			return err
		}
		if err := c.print(o, v); err != nil {
			return err
		}
		if !v.OK {
			return &hall.Error{Kind: hall.Damaged, Say: "有记录对不上", Next: "请停用这个数据库，从备份恢复；各大厅会把缺的补上来"}
		}
		return nil
	})
}

func (c *verifyCmd) print(o *out, v store.Verification) error {
	if c.JSON {
		return printJSON(o, v)
	}
	for _, p := range v.Problems {
		if err := o.print("%s 第 %d 条：%s\n", p.Journal, p.Seq, p.Problem); err != nil {
			return err
		}
	}
	if !v.OK {
		return nil
	}
	return o.print("核对无误：%d 本，%d 条。\n", v.Journals, v.Entries)
}

// with opens the store, runs fn and closes it.
func with(o *out, f storeFlag, exists bool, fn func(*county.County) error) error {
	k, err := f.open(o, exists)
	if err != nil {
		return err
	}
	err = fn(k)
	if closed := k.Close(); err == nil {
		err = closed
	}
	return err
}

func printJSON(o *out, v any) error {
	enc := json.NewEncoder(o.Out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}
