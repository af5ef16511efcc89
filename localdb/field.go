package localdb

import (
	"crypto/hmac"
	"crypto/sha256"

	"bianmin/hall"
)

// indexSize is the length in bytes of a blind index: 128 bits never meet by chance.
const indexSize = 16

// plainVersion marks a stored field that is not encrypted.
const plainVersion = 0x00

// field is the one door of personal data: every column that names a person, or that an
// entry says, is written with Seal and read with Open, so that encryption is switched on
// here and nowhere else. It is immutable and safe for concurrent use.
type field struct {
	indexKey []byte
}

// Seal gives the stored form of a field. table, row and column say where it stands; an
// encrypted field opens nowhere else.
func (f field) Seal(table, row, column string, plain []byte) []byte {
	_, _, _ = table, row, column // bound in by the encrypted versions
	stored := make([]byte, 0, len(plain)+1)
	return append(append(stored, plainVersion), plain...)
}

// Open gives back what Seal took, as a part of stored. Another version byte, or none, is Damaged.
func (f field) Open(table, row, column string, stored []byte) ([]byte, error) {
	if len(stored) == 0 || stored[0] != plainVersion {
		return nil, &hall.Error{
			Kind: hall.Damaged, Say: "有一项数据读不出来：" + table + "." + column + "（" + row + "）",
			Next: "请先备份数据目录，再运行 bianminctl verify 查明范围",
		}
	}
	return stored[1:], nil
}

// Index is the blind index of a value: equal values of one kind have equal indexes, and
// without the key nothing can be told from them.
func (f field) Index(kind, value string) []byte {
	mac := hmac.New(sha256.New, f.indexKey)
	mac.Write([]byte(kind))
	mac.Write([]byte{0})
	mac.Write([]byte(value))
	return mac.Sum(nil)[:indexSize]
}
