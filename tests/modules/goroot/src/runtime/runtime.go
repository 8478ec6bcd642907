// What makes the directory above one of a Go tree; the library has a runtime of its own.
package runtime
