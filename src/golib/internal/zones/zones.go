// Package zones is where time/tzdata leaves its time zones for package time.
package zones

// Load returns the data of a time zone; nil when the program embeds none.
var Load func(name string) (string, error)
