package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"bianmin/hall"
)

// What is taken of a stranger's file. An office file is a zip archive: a small one can unpack to
// more than the machine has.
const (
	maxFileBytes   = 64 << 20
	maxUnzipBytes  = 256 << 20
	maxArchivePart = 10_000
)

// archive is an office file taken apart.
type archive struct {
	parts map[string]*zip.File // by name in lower case, with forward slashes
}

// openArchive checks sizes, not yet contents: those are checked as they are read.
func openArchive(data []byte) (*archive, error) {
	if err := checkSize(data); err != nil {
		return nil, err
	}
	if bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0")) {
		return nil, hall.Refuse("这是旧式 .xls 表格，或加了密码的表格", "用表格软件打开，另存为不加密码的 .xlsx 后再试")
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(err)
	}
	if len(r.File) > maxArchivePart {
		return nil, tooMuch()
	}
	a := &archive{parts: map[string]*zip.File{}}
	var total uint64
	for _, f := range r.File {
		total += min(f.UncompressedSize64, maxUnzipBytes+1)
		if total > maxUnzipBytes {
			return nil, tooMuch()
		}
		name := partName(f.Name)
		if _, twice := a.parts[name]; twice {
			return nil, damaged(fmt.Errorf("part %q is there twice", name))
		}
		a.parts[name] = f
	}
	return a, nil
}

// verify reads everything once and compares the checksums, for a library that does not.
func (a *archive) verify() error {
	for _, f := range a.parts {
		if err := drain(f); err != nil {
			return err
		}
	}
	return nil
}

func drain(f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return damaged(err)
	}
	_, err = io.CopyN(io.Discard, r, maxUnzipBytes+1)
	if closeErr := r.Close(); errors.Is(err, io.EOF) {
		err = closeErr
	}
	if err != nil {
		return damaged(err)
	}
	return nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

func checkSize(data []byte) error {
	if len(data) > maxFileBytes {
		return hall.Refuse(fmt.Sprintf("文件超过%d兆字节", maxFileBytes>>20), "删去图片和用不着的工作表，或分成几个文件")
	}
	return nil
}

func damaged(cause error) error {
	err := hall.Refuse("这个表格文件已损坏，或不是 .xlsx 文件", "用表格软件打开原文件，另存为 .xlsx 后再试；打不开时请对方重新发送")
	err.Err = cause
	return err
}

func tooMuch() error {
	return hall.Refuse(fmt.Sprintf("这个表格展开后超过%d兆字节", maxUnzipBytes>>20), "只留需要的工作表，或分成几个文件；来历不明的文件不要打开")
}
