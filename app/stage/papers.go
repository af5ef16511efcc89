package stage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"bianmin/desk"
	"bianmin/hall"
)

// Papers makes the hall's papers into a folder and opens them.
type Papers struct {
	Folder string
	Print  func(ctx context.Context, o desk.Order) (desk.Printout, error)
	Open   func(path string) error
}

// Made is a paper on disk.
type Made struct {
	Path    string
	Kind    hall.PaperKind
	Reprint bool   // it went out before: 补打 stands on it
	Missing []rune // characters drawn as boxes: to be shown before the paper is used
}

// Make prints a paper into the folder. name is the file's: a number or a code and what
// the paper is called, never a person. A paper made before is kept; the new one counts on.
func (p *Papers) Make(ctx context.Context, o desk.Order, name string) (Made, error) {
	paper, err := p.Print(ctx, o)
	if err != nil {
		return Made{}, err
	}
	if err := os.MkdirAll(p.Folder, 0o700); err != nil {
		return Made{}, noRoom(err)
	}
	path, err := p.put(paper.PDF, name)
	if err != nil {
		return Made{}, noRoom(err)
	}
	return Made{Path: path, Kind: o.Kind, Reprint: paper.Reprint, Missing: paper.Missing}, nil
}

const copiesMost = 1000

func (p *Papers) put(pdf []byte, name string) (string, error) {
	for i := 1; i <= copiesMost; i++ {
		path := filepath.Join(p.Folder, name+".pdf")
		if i > 1 {
			path = filepath.Join(p.Folder, fmt.Sprintf("%s-%d.pdf", name, i))
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("make a paper's file: %w", err)
		}
		_, err = f.Write(pdf)
		if err := errors.Join(err, f.Close()); err != nil {
			return "", fmt.Errorf("write a paper: %w", err)
		}
		return path, nil
	}
	return "", fmt.Errorf("more than %d copies of one paper", copiesMost)
}

func noRoom(err error) error {
	return &hall.Error{Kind: hall.Internal, Say: "凭证存不进文件夹", Next: "请看磁盘是不是满了；办件已保存，可在「办件」里再打印", Err: err}
}

// Warning says which characters of a paper are boxes, "" when none is.
func (m Made) Warning() string {
	if len(m.Missing) == 0 {
		return ""
	}
	words := make([]string, len(m.Missing))
	for i, r := range m.Missing {
		words[i] = fmt.Sprintf("%c（U+%04X）", r, r)
	}
	return "这张纸上有字印不出来，印成了方框：" + strings.Join(words, "、") + "。请手写补上再交给本人"
}
