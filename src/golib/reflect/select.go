package reflect

import (
	"internal/abi"
	"unsafe"
)

// A SelectDir describes the communication direction of a select case.
type SelectDir int

const (
	_             SelectDir = iota
	SelectSend              // case Chan <- Send
	SelectRecv              // case <-Chan:
	SelectDefault           // default
)

// A SelectCase describes a single case in a select operation. A case whose Chan is the zero Value never proceeds.
type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value
}

// Select executes a select operation: it blocks until at least one of the cases can proceed, and executes one of those.
// It returns which, and for a receive operation the value and whether it had been sent.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	list := make([]abi.SelectCase, len(cases))
	fallback := -1
	for i := range cases {
		switch c := &cases[i]; c.Dir {
		default:
			panic("reflect.Select: invalid Dir")
		case SelectDefault:
			if fallback >= 0 {
				panic("reflect.Select: multiple default cases")
			}
			fallback = i
			c.mustBeDefault()
		case SelectSend:
			list[i] = c.sending()
		case SelectRecv:
			list[i] = c.receiving()
		}
	}
	chosen, recvOK = abi.Select(list, fallback < 0)
	if chosen < 0 {
		return fallback, Value{}, false
	}
	if c := &list[chosen]; !c.Send {
		recv = at(cases[chosen].Chan.typ.Elem, c.Value, 0)
	}
	return chosen, recv, recvOK
}

func (c *SelectCase) mustBeDefault() {
	if c.Chan.IsValid() {
		panic("reflect.Select: default case has Chan value")
	}
	if c.Send.IsValid() {
		panic("reflect.Select: default case has Send value")
	}
}

// channel returns the channel's word; it must be one with this direction.
func (c *SelectCase) channel(dir ChanDir, wrong string) unsafe.Pointer {
	c.Chan.must(Chan, "Select")
	c.Chan.mustExport("Select")
	if ChanDir(c.Chan.typ.ChanDir)&dir == 0 {
		panic("reflect.Select: " + wrong)
	}
	return c.Chan.word()
}

func (c *SelectCase) sending() abi.SelectCase {
	if !c.Chan.IsValid() {
		return abi.SelectCase{Send: true}
	}
	ch := c.channel(SendDir, "SendDir case using recv-only channel")
	if !c.Send.IsValid() {
		panic("reflect.Select: SendDir case missing Send value")
	}
	c.Send.mustExport("Select")
	return abi.SelectCase{Chan: ch, Value: c.Send.assignTo("reflect.Select", c.Chan.typ.Elem).address(), Send: true}
}

func (c *SelectCase) receiving() abi.SelectCase {
	if c.Send.IsValid() {
		panic("reflect.Select: RecvDir case has Send value")
	}
	if !c.Chan.IsValid() {
		return abi.SelectCase{}
	}
	ch := c.channel(RecvDir, "RecvDir case using send-only channel")
	return abi.SelectCase{Chan: ch, Value: abi.New(c.Chan.typ.Elem)}
}
