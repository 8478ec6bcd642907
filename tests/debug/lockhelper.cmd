# Locks that are taken and given back by helpers, methods of what holds them, through interfaces and deferred.
break 49
run
info mutex c.mu
info mutex d.mu
info mutex global
info mutex k.rw
break 55
continue
next
info mutex global
info mutex d.mu
info mutex k.rw
info mutex e.mu
continue
waitgraph
up
info mutex c.mu
down
info mutex c.mu
