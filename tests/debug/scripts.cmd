define foo
echo foo $argc $arg0\n
end
document foo
Foo is a test.
Second line.
end
help foo
define hook-echo
printf "<pre>"
end
define hookpost-echo
printf "<post>\n"
end
echo hi
show user 
alias ff = foo
ff a b
with listsize 3 -- show listsize
show listsize
pipe echo hello\n | tr a-z A-Z
| echo abc\n | cat
set trace-commands on
echo x\n
if 1
echo in\n
end
set trace-commands off
define-prefix abc
define abc def
echo abcdef\n
end
abc def
p $_streq("a","a")
p $_strlen("abc")
p $_regex("abc","a.c")
p $_isvoid($nope)
eval "echo %d\n", 5
show environment FOO
set environment FOO=bar
show environment FOO
unset environment FOO
set environment FOO bar
show args
set args a "b c"
show args
set cwd /tmp
show cwd
show user
