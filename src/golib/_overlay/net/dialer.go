//go:build !go1.26

package net

import (
	"context"
	"net/netip"
	"slices"
	"time"
)

// dialing prepares a connection to one address, within the dialer's limits of time: those of ctx, its own, and what closes
// Cancel. What it returns last is to be called when the connection is there.
func (d *Dialer) dialing(ctx context.Context, network, address string) (*sysDialer, context.Context, func()) {
	if ctx == nil {
		panic("nil context")
	}
	cancel := func() {}
	if deadline := d.deadline(ctx, time.Now()); !deadline.IsZero() {
		ctx, cancel = context.WithDeadline(ctx, deadline)
	}
	if d.Cancel != nil {
		late := cancel
		inner, stop := context.WithCancel(ctx)
		go func() {
			select {
			case <-d.Cancel:
				stop()
			case <-inner.Done():
			}
		}()
		ctx, cancel = inner, func() { stop(); late() }
	}
	return &sysDialer{Dialer: d.controlled(ctx), network: network, address: address}, ctx, cancel
}

// dialed is what a dialer returns: a connection, or an error that tells where it was to lead. Networks other than the known are
// not tried.
func dialed[C any](network string, known []string, local, remote Addr, dial func() (*C, error)) (*C, error) {
	err := error(UnknownNetworkError(network))
	if known == nil || slices.Contains(known, network) {
		c, failed := dial()
		if failed == nil {
			return c, nil
		}
		err = failed
	}
	return nil, &OpError{Op: "dial", Net: network, Source: local, Addr: remote, Err: err}
}

// DialTCP is the function DialTCP with a context and the dialer's options.
func (d *Dialer) DialTCP(ctx context.Context, network string, laddr, raddr netip.AddrPort) (*TCPConn, error) {
	local, remote := TCPAddrFromAddrPort(laddr), TCPAddrFromAddrPort(raddr)
	sd, ctx, cancel := d.dialing(ctx, network, remote.String())
	defer cancel()
	c, err := dialed(network, []string{"tcp", "tcp4", "tcp6"}, local, remote, func() (*TCPConn, error) {
		return sd.dialTCP(ctx, local, remote)
	})
	if err == nil {
		c.keepAlive(d.KeepAlive, d.KeepAliveConfig)
	}
	return c, err
}

// DialUDP is the function DialUDP with a context and the dialer's options.
func (d *Dialer) DialUDP(ctx context.Context, network string, laddr, raddr netip.AddrPort) (*UDPConn, error) {
	local, remote := UDPAddrFromAddrPort(laddr), UDPAddrFromAddrPort(raddr)
	sd, ctx, cancel := d.dialing(ctx, network, remote.String())
	defer cancel()
	return dialed(network, []string{"udp", "udp4", "udp6"}, local, remote, func() (*UDPConn, error) {
		return sd.dialUDP(ctx, local, remote)
	})
}

// DialIP is the function DialIP with a context and the dialer's options.
func (d *Dialer) DialIP(ctx context.Context, network string, laddr, raddr netip.Addr) (*IPConn, error) {
	local, remote := &IPAddr{laddr.AsSlice(), laddr.Zone()}, &IPAddr{raddr.AsSlice(), raddr.Zone()}
	sd, ctx, cancel := d.dialing(ctx, network, remote.String())
	defer cancel()
	return dialed(network, nil, local, remote, func() (*IPConn, error) { return sd.dialIP(ctx, local, remote) })
}

// DialUnix is the function DialUnix with a context and the dialer's options.
func (d *Dialer) DialUnix(ctx context.Context, network string, laddr, raddr *UnixAddr) (*UnixConn, error) {
	sd, ctx, cancel := d.dialing(ctx, network, raddr.String())
	defer cancel()
	return dialed(network, []string{"unix", "unixgram", "unixpacket"}, laddr.opAddr(), raddr.opAddr(), func() (*UnixConn, error) {
		return sd.dialUnix(ctx, laddr, raddr)
	})
}

// keepAlive sends keep-alive messages as a dialer's or a listener's options ask for.
func (c *TCPConn) keepAlive(idle time.Duration, config KeepAliveConfig) {
	if !config.Enable {
		if idle < 0 {
			return
		}
		config = KeepAliveConfig{Enable: true, Idle: idle}
	}
	c.SetKeepAliveConfig(config)
}

// ListenConfig gains more about keep-alive messages.
type ListenConfig struct {
	tree_ListenConfig
	KeepAliveConfig KeepAliveConfig
	multipath       int8
}

// Listeners would take connections of multipath TCP unless told otherwise (Dialer does when told to); see there.
func (lc *ListenConfig) MultipathTCP() bool { return lc.multipath >= 0 }

func (lc *ListenConfig) SetMultipathTCP(use bool) {
	lc.multipath = -1
	if use {
		lc.multipath = 1
	}
}

func (ln *TCPListener) accept() (*TCPConn, error) {
	c, err := ln.tree_accept()
	if err == nil {
		c.keepAlive(ln.lc.KeepAlive, ln.lc.KeepAliveConfig)
	}
	return c, err
}

// DNSError gains the error behind it, where that is a context's.
type DNSError struct {
	tree_DNSError
	UnwrapErr error
}

// Unwrap returns UnwrapErr.
func (e *DNSError) Unwrap() error { return e.UnwrapErr }

// lookupIPAddr tells of an end of the context in a way that errors.Is sees.
func (r *Resolver) lookupIPAddr(ctx context.Context, network, host string) ([]IPAddr, error) {
	list, err := r.tree_lookupIPAddr(ctx, network, host)
	if dns, ok := err.(*DNSError); ok && ctx.Err() != nil && dns.Err == mapErr(ctx.Err()).Error() {
		dns.UnwrapErr = mapErr(ctx.Err())
	}
	return list, err
}
