# An error stops the file,

print 1


# and says where.
print nosuch
echo never\n
