if 0.5
p 1
end
if 1
p 1
else
p 2
else
p 3
end
