//go:build race

package runtime

import (
	"internal/rt"
	"unsafe"
)

// What programs that are looked at for races may tell of themselves. The machine always has these functions; only a program with
// build tag race can name them (program/find.c).

// RaceRead says that one byte is read here, RaceWrite that it is written; the Range functions say it of len bytes.
func RaceRead(addr unsafe.Pointer)                { rt.RaceReads(addr, 1) }
func RaceWrite(addr unsafe.Pointer)               { rt.RaceWrites(addr, 1) }
func RaceReadRange(addr unsafe.Pointer, len int)  { rt.RaceReads(addr, max(0, len)) }
func RaceWriteRange(addr unsafe.Pointer, len int) { rt.RaceWrites(addr, max(0, len)) }

// RaceErrors returns the number of races that were found.
func RaceErrors() int { return rt.Races() }

// RaceAcquire makes what was done before the last release of addr happen before what comes here.
func RaceAcquire(addr unsafe.Pointer) { rt.RaceSync(rt.RaceAcquire, addr) }

// RaceRelease lets those who acquire addr later know what was done here, and no longer what was released there before;
// RaceReleaseMerge that too.
func RaceRelease(addr unsafe.Pointer)      { rt.RaceSync(rt.RaceRelease, addr) }
func RaceReleaseMerge(addr unsafe.Pointer) { rt.RaceSync(rt.RaceReleaseMerge, addr) }

// RaceDisable makes nothing that this goroutine does order it, until RaceEnable has been called as often. Accesses still count.
func RaceDisable() { rt.RaceIgnore(1) }
func RaceEnable()  { rt.RaceIgnore(-1) }
