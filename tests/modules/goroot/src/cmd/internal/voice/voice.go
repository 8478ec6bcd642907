package voice

import (
	"internal/abi"

	"golang.org/x/fake/text"
)

const ID = abi.FuncIDSpeak

// Say gives back what its argument is: the caller's package text is this one's.
func Say(l text.Line) text.Line { return l + "!" }
