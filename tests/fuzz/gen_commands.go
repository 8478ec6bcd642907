// gen_commands SEED COUNT FILE... writes COUNT lines for the debugger's prompt: those of the files (sessions of tests/debug), in
// any order and mutated. What would leave the debugger or not end is left out: shells, files to write, endless loops.
package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

var state uint64

func rnd(n int) int {
	state ^= state << 13
	state ^= state >> 7
	state ^= state << 17
	return int(state >> 11 % uint64(n))
}

var lines []string
var odd = []string{"0", "-1", "1", "9223372036854775807", "18446744073709551616", "0x", "1e9", "$", "$1", "$nosuch", "'", "\"", "(", ")",
	"[", "*", "&", "@", "::", "/", "/x", "/999", "#1", "#99", "é", "\xff", "\t", "\\", "if", "-", "--", ",", ".", "...", "%s", "%n", "nil"}

// leaves: the line could end the session, start other programs, write files, or go on for ever.
func leaves(line string) bool {
	for _, word := range []string{"sh", "!", "make", "pipe", "|", ">", "while", "save", "source", "logging", "edit", "cd", "dump", "--dot", "--svg"} {
		if strings.Contains(line, word) {
			return true
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	return first != "" && (strings.HasPrefix("quit", first) || strings.HasPrefix(first, "exit"))
}

func pick() string { return lines[rnd(len(lines))] }

func mutate(line string) string {
	at := rnd(len(line) + 1)
	words := strings.Fields(line)
	switch rnd(8) {
	case 0:
		return line
	case 1:
		return line[:at]
	case 2:
		return line[:at] + odd[rnd(len(odd))] + line[at:]
	case 3:
		if at < len(line) {
			return line[:at] + line[at+1:]
		}
	case 4:
		return line + " " + pick()
	case 5:
		if len(words) > 0 {
			words[rnd(len(words))] = odd[rnd(len(odd))]
			return strings.Join(words, " ")
		}
	case 6:
		other := strings.Fields(pick())
		if len(words) > 1 && len(other) > 0 {
			words[1+rnd(len(words)-1)] = other[rnd(len(other))]
			return strings.Join(words, " ")
		}
	case 7:
		return strings.Repeat(line+" ", 1+rnd(3))
	}
	return odd[rnd(len(odd))] + line
}

func main() {
	seed, _ := strconv.ParseUint(os.Args[1], 10, 64)
	count, _ := strconv.Atoi(os.Args[2])
	state = seed*2685821657736338717 + 88172645463325252
	for _, name := range os.Args[3:] {
		f, err := os.Open(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for s := bufio.NewScanner(f); s.Scan(); {
			lines = append(lines, s.Text())
		}
		f.Close()
	}
	for n := 0; n < count; {
		if line := mutate(pick()); !leaves(line) {
			fmt.Println(line)
			n++
		}
	}
}
