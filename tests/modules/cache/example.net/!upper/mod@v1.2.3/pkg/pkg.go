package pkg

const Name = "from the cache"
