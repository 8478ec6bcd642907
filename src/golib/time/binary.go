package time

import "errors"

// The binary form of a Time: a version, seconds since year 1 (8 bytes), nanoseconds (4), minutes east of UTC (2, -1 for
// UTC itself), and in version 2 the seconds of that offset.
const (
	binaryMinutes byte = iota + 1
	binarySeconds
)

func (t Time) appendTo(b []byte, prefix string) ([]byte, error) {
	version, minutes, seconds := binaryMinutes, int16(-1), 0
	if t.Location() != UTC {
		_, offset := t.Zone()
		if seconds = offset % 60; seconds != 0 {
			version = binarySeconds
		}
		if offset /= 60; offset < -32768 || offset == -1 || offset > 32767 {
			return b, errors.New(prefix + "unexpected zone offset")
		}
		minutes = int16(offset)
	}
	b = append(b, version)
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(t.sec()>>uint(shift)))
	}
	for shift := 24; shift >= 0; shift -= 8 {
		b = append(b, byte(t.nsec()>>uint(shift)))
	}
	b = append(b, byte(minutes>>8), byte(minutes))
	if version == binarySeconds {
		b = append(b, byte(seconds))
	}
	return b, nil
}

// AppendBinary and MarshalBinary implement encoding.BinaryAppender and BinaryMarshaler.
func (t Time) AppendBinary(b []byte) ([]byte, error) { return t.appendTo(b, "Time.AppendBinary: ") }

func (t Time) MarshalBinary() ([]byte, error) {
	b, err := t.appendTo(make([]byte, 0, 16), "Time.MarshalBinary: ")
	if err != nil {
		return nil, err
	}
	return b, nil
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (t *Time) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		return errors.New("Time.UnmarshalBinary: no data")
	}
	version, want := data[0], 15
	if version != binaryMinutes && version != binarySeconds {
		return errors.New("Time.UnmarshalBinary: unsupported version")
	}
	if version == binarySeconds {
		want++
	}
	if len(data) != want {
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	r := &reader{b: data[1:]}
	sec := r.number(8)
	u := instant(sec, r.number(4), nil)
	offset := int(r.number(2)) * 60
	if version == binarySeconds {
		offset += int(r.number(1))
	}
	if offset == -60 {
		u.loc = nil
	} else if u.loc = Local; Local.at(u.sec()-unixEpoch).offset != offset {
		u.loc = FixedZone("", offset)
	}
	*t = u
	return nil
}

// GobEncode and GobDecode implement gob's interfaces.
func (t Time) GobEncode() ([]byte, error)   { return t.MarshalBinary() }
func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }
