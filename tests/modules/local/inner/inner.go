package inner

const Name = "below it"
