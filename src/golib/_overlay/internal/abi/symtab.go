//go:build go1.26

package abi

// PCLnTabMagic is the word with which the line table of an executable of gc's begins, by the version that wrote it.
type PCLnTabMagic uint32

const (
	Go12PCLnTabMagic  PCLnTabMagic = 0xfffffffb
	Go116PCLnTabMagic PCLnTabMagic = 0xfffffffa
	Go118PCLnTabMagic PCLnTabMagic = 0xfffffff0
	Go120PCLnTabMagic PCLnTabMagic = 0xfffffff1
)
