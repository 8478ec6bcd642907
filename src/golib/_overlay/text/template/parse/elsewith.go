//go:build !go1.26

package parse

import "strings"

// elseControl: behind else may come an if, or a with, which is left for the construct that has the else.
func (t *Tree) elseControl() Node {
	if next := t.peekNonSpace(); next.typ == itemWith {
		return t.newElse(next.pos, next.line)
	}
	return t.tree_elseControl()
}

// withControl reads {{with P}} … {{end}}, with {{else}} or {{else with P}} in between, which has no end of its own.
func (t *Tree) withControl() Node {
	defer t.popVars(len(t.vars))
	pipe := t.pipeline("with", itemRightDelim)
	list, end := t.itemList()
	var otherwise *ListNode
	if end.Type() == nodeElse && t.peek().typ == itemWith {
		t.next()
		otherwise = t.newList(end.Position())
		otherwise.append(t.withControl())
	} else if end.Type() == nodeElse {
		if otherwise, end = t.itemList(); end.Type() != nodeEnd {
			t.errorf("expected end; found %s", end)
		}
	}
	return t.newWith(pipe.Position(), pipe.Line, pipe, list, otherwise)
}

// writeTo tells assignments from declarations.
func (p *PipeNode) writeTo(sb *strings.Builder) {
	if !p.IsAssign {
		p.tree_writeTo(sb)
		return
	}
	var text strings.Builder
	p.tree_writeTo(&text)
	sb.WriteString(strings.Replace(text.String(), " := ", " = ", 1))
}
