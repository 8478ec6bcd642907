//go:build !go1.26

package sql

import "database/sql/driver"

// Null represents a value that may be null. It is a Scanner, for use as a scan destination, and a driver.Valuer.
type Null[T any] struct {
	V     T
	Valid bool
}

// Scan implements Scanner.
func (n *Null[T]) Scan(value any) error {
	if value == nil {
		*n = Null[T]{}
		return nil
	}
	n.Valid = true
	return convertAssign(&n.V, value)
}

// Value implements driver.Valuer.
func (n Null[T]) Value() (driver.Value, error) {
	if !n.Valid {
		return nil, nil
	}
	return driver.DefaultParameterConverter.ConvertValue(n.V)
}
