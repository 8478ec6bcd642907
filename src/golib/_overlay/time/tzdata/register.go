package tzdata

import "internal/zones"

func registerLoadFromEmbeddedTZData(load func(string) (string, error)) { zones.Load = load }
