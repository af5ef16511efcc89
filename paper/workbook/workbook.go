// Package workbook (电子表格) is the hall's only door to spreadsheet files: Write makes an .xlsx of
// a register, Fill fills the city's own blank .xlsx, Read takes rows from an .xlsx or CSV of
// anybody's making.
package workbook

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"bianmin/hall/register"
)

const creator = "便民窗口"

// Write writes a book as .xlsx. Nothing is written to w before the whole book is right. The same
// book gives the same bytes.
//
// Rows are streamed: what is held is the compressed file and some 16 MiB. A sheet whose XML is
// larger than that, about 20,000 rows of 12 columns, lies in a file of the system's temporary
// folder while it is made, in clear as the .xlsx itself is; it is removed before Write returns.
//
// An Invalid error names sheet and column; an error of Sheet.More is returned as it is.
func Write(w io.Writer, b register.Book) (err error) {
	if err := b.Check(); err != nil {
		return err
	}
	file := excelize.NewFile()
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := fillBook(file, b); err != nil {
		return err
	}
	made, err := file.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("make the workbook: %w", err)
	}
	return pack(w, made.Bytes())
}

// fillBook puts properties and sheets into a new file.
func fillBook(file *excelize.File, b register.Book) error {
	made := b.MadeAt.UTC().Format(time.RFC3339)
	if err := errors.Join(
		file.SetDefaultFont(songti),
		file.SetDocProps(&excelize.DocProperties{Title: b.Sheets[0].Title, Creator: creator, LastModifiedBy: creator, Created: made, Modified: made, Language: "zh-CN"}),
		file.SetAppProps(&excelize.AppProperties{Application: creator}),
	); err != nil {
		return fmt.Errorf("describe the workbook: %w", err)
	}
	looks := newLooks(file)
	for i, s := range b.Sheets {
		if err := addSheet(file, i, s.Name); err != nil {
			return fmt.Errorf("add a sheet: %w", err)
		}
		if err := writeSheet(file, looks, s); err != nil {
			return err
		}
	}
	return nil
}

// addSheet adds the sheet, the first in place of the one every new file has.
func addSheet(file *excelize.File, at int, name string) error {
	if at == 0 {
		return file.SetSheetName(file.GetSheetName(0), name)
	}
	_, err := file.NewSheet(name)
	return err
}
