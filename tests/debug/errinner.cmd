set $i = 0
while $i < 3
  print $i
  if $i == 1
    bogus
  end
  set $i = $i + 1
end
