package main

import inv "example.com/inv/store"

var first = inv.All(inv.Item{Name: "a"}, inv.Item{Name: "b"})
