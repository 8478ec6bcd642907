b 11 if len(xs) < 5
run
p len(xs) + n
p xs[0] + 5
whatis xs
c
p xs[0].Len()
c
p xs[0]["q"] == nil
