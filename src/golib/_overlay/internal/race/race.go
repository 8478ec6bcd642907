// Package race tells that there is no race detector.
package race

const Enabled = false
const Errors = 0
