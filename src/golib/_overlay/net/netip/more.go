//go:build !go1.26

package netip

import "cmp"

// IPv6LinkLocalAllRouters returns ff02::2; IPv6Loopback ::1.
func IPv6LinkLocalAllRouters() Addr { return AddrFrom16([16]byte{0: 0xff, 1: 0x02, 15: 0x02}) }
func IPv6Loopback() Addr            { return AddrFrom16([16]byte{15: 0x01}) }

// appended returns what a marshalling method gave, behind b.
func appended(b, data []byte, err error) ([]byte, error) {
	if err != nil {
		return b, err
	}
	return append(b, data...), nil
}

// AppendText and AppendBinary implement encoding.TextAppender and encoding.BinaryAppender.
func (ip Addr) AppendText(b []byte) ([]byte, error) {
	text, err := ip.MarshalText()
	return appended(b, text, err)
}

func (ip Addr) AppendBinary(b []byte) ([]byte, error) {
	data, err := ip.MarshalBinary()
	return appended(b, data, err)
}

func (p AddrPort) AppendText(b []byte) ([]byte, error) {
	text, err := p.MarshalText()
	return appended(b, text, err)
}

func (p AddrPort) AppendBinary(b []byte) ([]byte, error) {
	data, err := p.MarshalBinary()
	return appended(b, data, err)
}

func (p Prefix) AppendText(b []byte) ([]byte, error) {
	text, err := p.MarshalText()
	return appended(b, text, err)
}

func (p Prefix) AppendBinary(b []byte) ([]byte, error) {
	data, err := p.MarshalBinary()
	return appended(b, data, err)
}

// Compare orders by address, then by port.
func (p AddrPort) Compare(p2 AddrPort) int {
	return cmp.Or(p.Addr().Compare(p2.Addr()), cmp.Compare(p.Port(), p2.Port()))
}

// Compare orders by validity, family, masked address, length and unmasked address.
func (p Prefix) Compare(p2 Prefix) int {
	return cmp.Or(cmp.Compare(p.Addr().BitLen(), p2.Addr().BitLen()), p.Masked().Addr().Compare(p2.Masked().Addr()),
		cmp.Compare(p.Bits(), p2.Bits()), p.Addr().Compare(p2.Addr()))
}
