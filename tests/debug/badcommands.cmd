break 8
commands
silent
nosuch
p x
end
run
p 7
