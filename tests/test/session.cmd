break double
run
backtrace 2
print Add(x, 1)
finish
continue
