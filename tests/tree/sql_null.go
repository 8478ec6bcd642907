// database/sql over a driver of its own, and Null.
package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"io"
)

type db struct{}

func (db) Open(name string) (driver.Conn, error) { return conn{}, nil }

type conn struct{}

func (conn) Prepare(q string) (driver.Stmt, error) { return stmt{q}, nil }
func (conn) Close() error                          { return nil }
func (conn) Begin() (driver.Tx, error)             { return tx{}, nil }

type tx struct{}

func (tx) Commit() error   { fmt.Println("commit"); return nil }
func (tx) Rollback() error { fmt.Println("rollback"); return nil }

type stmt struct{ q string }

func (stmt) Close() error  { return nil }
func (stmt) NumInput() int { return -1 }
func (s stmt) Exec(args []driver.Value) (driver.Result, error) {
	fmt.Println("exec", s.q, args)
	return driver.RowsAffected(len(args)), nil
}
func (s stmt) Query(args []driver.Value) (driver.Rows, error) { return &rows{}, nil }

type rows struct{ n int }

func (*rows) Columns() []string { return []string{"id", "name"} }
func (*rows) Close() error      { return nil }
func (r *rows) Next(dest []driver.Value) error {
	if r.n++; r.n > 3 {
		return io.EOF
	}
	dest[0], dest[1] = int64(r.n), fmt.Sprint("row", r.n)
	if r.n == 2 {
		dest[1] = nil
	}
	return nil
}

func main() {
	sql.Register("own", db{})
	d, err := sql.Open("own", "")
	fmt.Println(err, sql.Drivers())
	t, _ := d.BeginTx(context.Background(), nil)
	r, err := t.Exec("insert", 1, "x", sql.Null[int]{V: 5, Valid: true}, sql.Null[string]{})
	n, _ := r.RowsAffected()
	fmt.Println(n, err, t.Commit())
	rs, err := d.Query("select")
	for rs.Next() {
		var id int
		var name sql.Null[string]
		fmt.Println(rs.Scan(&id, &name), id, name)
	}
	fmt.Println(rs.Err(), err)
	var x sql.Null[int]
	fmt.Println(x.Scan("z"), x.Scan("12"), x, x.Scan(nil), x)
	fmt.Println(d.Close())
}

// Output:
// <nil> [own]
// exec insert [1 x 5 <nil>]
// commit
// 4 <nil> <nil>
// <nil> 1 {row1 true}
// <nil> 2 { false}
// <nil> 3 {row3 true}
// <nil> <nil>
// converting driver.Value type string ("z") to a int: invalid syntax <nil> {0 false} <nil> {0 false}
// <nil>
