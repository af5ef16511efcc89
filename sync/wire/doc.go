// Package wire holds the formats a device and the county share: the push of journal
// entries (上传), its answer, the enrolment (登记), and the errors. It knows no network
// and no store, so that both ends decode with the same limits.
//
// Every decoder takes hostile input: sizes are enforced while reading, never after.
package wire

// The limits of a push. A sender aims at TargetCoded; a receiver refuses beyond the others.
const (
	MaxEntries  = 1000      // lines in one push
	TargetCoded = 512 << 10 // bytes of coded body a sender aims at, at most
	MaxCoded    = 3 << 20   // bytes of coded body a receiver reads: one line of journal.MaxLine fits, even incompressible
	MaxDecoded  = 8 << 20   // bytes after decompression
	MaxWindow   = 8 << 20   // zstd window
	MaxAnswer   = 1 << 20   // bytes of an answer
	maxHeader   = 512 << 10 // bytes of the first line: 1,000 omissions fit
)

// The media types of a push body and of every answer.
const (
	PushType   = "application/x-ndjson"
	PushCoding = "zstd"
	AnswerType = "application/json"
)
