# Blocks, loops and commands of one's own.
define hello
  echo hello\040
  if $argc > 0
    echo $arg0
  else
    echo nobody
  end
  echo \n
end
document hello
Greets its argument.
end
hello
hello world
help hello

set $i = 0
while $i < 3
  printf "%d ", $i
  set $i = $i + 1
end
echo \n
set $i = 0
while 1
  set $i = $i + 1
  if $i == 2
    loop_continue
  end
  if $i > 4
    loop_break
  end
  output $i
  echo \n
end

break visit
commands
  silent
  printf "visit %d: %s\n", i, w
  continue
end
run
info breakpoints
print $_exitcode
show user hello
