package two

const Name = "in the workspace"
