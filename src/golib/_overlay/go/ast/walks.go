//go:build !go1.26

package ast

import (
	"iter"
	"strings"
)

// Unparen returns the expression without any enclosing parentheses.
func Unparen(e Expr) Expr {
	for {
		p, ok := e.(*ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}

// Preorder returns an iterator over all the nodes of the syntax tree beneath (and including) root, in depth-first preorder.
func Preorder(root Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		more := true
		Inspect(root, func(n Node) bool {
			if n != nil && more {
				more = yield(n)
			}
			return more
		})
	}
}

// PreorderStack calls f for each node, in depth-first preorder, with the nodes that enclose it, behind those of stack. When f
// returns false what lies beneath the node is left out.
func PreorderStack(root Node, stack []Node, f func(n Node, stack []Node) bool) {
	before := len(stack)
	Inspect(root, func(n Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return false
		}
		if !f(n, stack) {
			return false
		}
		stack = append(stack, n)
		return true
	})
	if len(stack) != before {
		panic("push/pop mismatch")
	}
}

// IsGenerated reports whether the file has the comment, before its package clause, by which generators mark their output.
func IsGenerated(file *File) bool {
	for _, group := range file.Comments {
		for _, c := range group.List {
			if c.Pos() > file.Package {
				return false
			}
			for _, line := range strings.Split(c.Text, "\n") {
				rest, begins := strings.CutPrefix(line, "// Code generated ")
				if begins && strings.HasSuffix(rest, " DO NOT EDIT.") {
					return true
				}
			}
		}
	}
	return false
}
