package store

import (
	"bianmin/hall/fold"
	"bianmin/hall/journal"
)

// aheadChunk is how many lines are read before the judge may have them.
const aheadChunk = 32

// Ahead reads the lines of a push while they are being stored, so that judging finds them
// read. It never fails: a line that is not an entry has an error of its own.
type Ahead struct {
	readings []fold.Reading
	errs     []error
	done     []chan struct{} // one a chunk, closed in order
}

// ReadAhead starts reading. The goroutine ends by itself after the last line.
func ReadAhead(lines []Line) *Ahead {
	a := &Ahead{readings: make([]fold.Reading, len(lines)), errs: make([]error, len(lines))}
	for range (len(lines) + aheadChunk - 1) / aheadChunk {
		a.done = append(a.done, make(chan struct{}))
	}
	go func() {
		var reader fold.Reader
		for c, done := range a.done {
			for i := c * aheadChunk; i < min(len(lines), (c+1)*aheadChunk); i++ {
				a.readings[i], a.errs[i] = readLine(&reader, lines[i].Raw)
			}
			close(done)
		}
	}()
	return a
}

// At waits for line i and returns it read.
func (a *Ahead) At(i int) (fold.Reading, error) {
	<-a.done[i/aheadChunk]
	return a.readings[i], a.errs[i]
}

// ReadLine reads one line; an error is journal.ErrNotEntry.
func ReadLine(raw []byte) (fold.Reading, error) { return readLine(&fold.Reader{}, raw) }

func readLine(reader *fold.Reader, raw []byte) (fold.Reading, error) {
	e, err := journal.ParseLine(raw)
	if err != nil {
		return fold.Reading{}, err
	}
	return reader.Read(e), nil
}
