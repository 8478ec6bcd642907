//go:build !go1.26

package net

import (
	"context"
	"io"
	"syscall"
	"time"
)

// FlagRunning says that an interface is in a running state.
const FlagRunning = FlagMulticast << 1

var flagNames = append(tree_flagNames, "running")

func linkFlags(raw uint32) Flags {
	f := tree_linkFlags(raw)
	if raw&syscall.IFF_RUNNING != 0 {
		f |= FlagRunning
	}
	return f
}

// AppendText appends the address's text, as MarshalText has it.
func (ip IP) AppendText(b []byte) ([]byte, error) {
	text, err := ip.MarshalText()
	return append(b, text...), err
}

// KeepAliveConfig says when and how often a connection asks whether the other end is there; zero: 15 seconds and 9 times, below
// zero: as the system does.
type KeepAliveConfig struct {
	Enable   bool
	Idle     time.Duration
	Interval time.Duration
	Count    int
}

// SetKeepAliveConfig configures keep-alive messages.
func (c *TCPConn) SetKeepAliveConfig(config KeepAliveConfig) error {
	if err := c.SetKeepAlive(config.Enable); err != nil {
		return err
	}
	seconds := func(d time.Duration) int {
		if d == 0 {
			d = 15 * time.Second
		}
		return int((d + time.Second - 1) / time.Second)
	}
	count := config.Count
	if count == 0 {
		count = 9
	}
	for _, set := range []struct{ option, value int }{
		{syscall.TCP_KEEPIDLE, seconds(config.Idle)},
		{syscall.TCP_KEEPINTVL, seconds(config.Interval)},
		{syscall.TCP_KEEPCNT, count},
	} {
		if set.value < 0 {
			continue
		}
		if err := c.fd.pfd.SetsockoptInt(syscall.IPPROTO_TCP, set.option, set.value); err != nil {
			return &OpError{Op: "set", Net: c.fd.net, Source: c.fd.laddr, Addr: c.fd.raddr, Err: wrapSyscallError("setsockopt", err)}
		}
	}
	return nil
}

// WriteTo copies what comes to w, until the other end has no more.
func (c *TCPConn) WriteTo(w io.Writer) (int64, error) {
	return io.Copy(w, struct{ io.Reader }{c})
}

// Multipath TCP is not tried: connections are those of plain TCP, as on a host that does not have it.
func (c *TCPConn) MultipathTCP() (bool, error) { return false, nil }
func (d *Dialer) MultipathTCP() bool           { return d.multipath }
func (d *Dialer) SetMultipathTCP(use bool)     { d.multipath = use }

// Dialer gains a Control function that gets the context, and more about keep-alive messages.
type Dialer struct {
	tree_Dialer
	ControlContext  func(ctx context.Context, network, address string, c syscall.RawConn) error
	KeepAliveConfig KeepAliveConfig
	multipath       bool
}

// controlled is the dialer with a Control function in the place of one that gets the context.
func (d *Dialer) controlled(ctx context.Context) Dialer {
	own := *d
	if d.ControlContext != nil {
		own.Control = func(network, address string, c syscall.RawConn) error {
			return d.ControlContext(ctx, network, address, c)
		}
	}
	return own
}

// DialContext connects to the address on the named network using the provided context.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (Conn, error) {
	if ctx == nil {
		panic("nil context")
	}
	own := d.controlled(ctx)
	c, err := own.tree_DialContext(ctx, network, address)
	if tcp, ok := c.(*TCPConn); ok {
		tcp.keepAlive(d.KeepAlive, d.KeepAliveConfig)
	}
	return c, err
}
