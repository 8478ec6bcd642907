//go:build !go1.26

package template

// ErrJSTemplate says that an action stands in a template literal of JavaScript.
const ErrJSTemplate = errJSTmplLit
