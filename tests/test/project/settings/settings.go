// Package settings has a test that asks for settings of GODEBUG.
package settings
