package io

import (
	"errors"
	"sync"
)

// ErrClosedPipe is the error used for read or write operations on a closed pipe.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

// pipe is what the two ends share. One write at a time lays its data down; readers take of it.
type pipe struct {
	writers  sync.Mutex // held for a whole Write
	mu       sync.Mutex // guards the rest
	changed  sync.Cond
	data     []byte // what readers have not yet taken of the current write
	writing  bool
	readErr  error // set by closing the reading end: what writers get
	writeErr error // set by closing the writing end: what readers get
}

func (p *pipe) read(b []byte) (n int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		switch {
		case p.readErr != nil:
			return 0, ErrClosedPipe
		case p.writing:
			n = copy(b, p.data)
			p.data = p.data[n:]
			p.writing = len(p.data) > 0
			p.changed.Broadcast()
			return n, nil
		case p.writeErr != nil:
			return 0, p.writeErr
		}
		p.changed.Wait()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	p.writers.Lock()
	defer p.writers.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.writeErr != nil {
		return 0, ErrClosedPipe
	}
	p.data, p.writing = b, true
	p.changed.Broadcast()
	for p.writing && p.readErr == nil && p.writeErr == nil {
		p.changed.Wait()
	}
	n = len(b) - len(p.data)
	if p.writing {
		p.writing = false
		err = ErrClosedPipe
		if p.writeErr == nil {
			err = p.readErr
		}
	}
	p.data = nil
	return n, err
}

// close sets one end's error, unless it is set already.
func (p *pipe) close(end *error, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if *end == nil {
		*end = err
	}
	p.changed.Broadcast()
}

// A PipeReader is the read half of a pipe.
type PipeReader struct {
	p *pipe
}

// Read reads data from the pipe, blocking until a writer arrives or the write end is closed.
func (r *PipeReader) Read(data []byte) (n int, err error) { return r.p.read(data) }

// Close closes the reader; subsequent writes to the write half will return ErrClosedPipe.
func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError closes the reader; subsequent writes will return the error err.
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.p.close(&r.p.readErr, err)
	return nil
}

// A PipeWriter is the write half of a pipe.
type PipeWriter struct {
	p *pipe
}

// Write writes data to the pipe, blocking until readers have consumed all of it.
func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.p.write(data) }

// Close closes the writer; subsequent reads from the read half will return no bytes and EOF.
func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError closes the writer; subsequent reads will return the error err, or EOF if err is nil.
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.p.close(&w.p.writeErr, err)
	return nil
}

// Pipe creates a synchronous in-memory pipe.
func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{}
	p.changed.L = &p.mu
	return &PipeReader{p}, &PipeWriter{p}
}
