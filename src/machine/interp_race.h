/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loads, stores, calls and returns that the race detector sees (race.h), for loops that say when it is on: RACING. */
#include "machine/interp_macros.h"
#include "machine/race.h"

#undef LOADED
#undef LOADED_RANGE
#undef STORED
#undef STORED_RANGE
#undef HELPING
#define RACE_LOOKS(addr, n, kind) (RACING && unlikely(race_access(m, CANON(pc), (uint64_t)fp, addr, n, kind)))
#define LOADED(addr, n) do { if (RACE_LOOKS(addr, n, RACE_READ)) goto raced_load; } while (0)
#define LOADED_RANGE(addr, n) LOADED(addr, n)
#define STORED(addr, n) do { if (RACE_LOOKS(addr, n, RACE_WRITE)) goto raced_store; } while (0)
#define STORED_RANGE(addr, n) STORED(addr, n)
#define HELPING() do { if (RACING && unlikely(race_helper(m, CANON(pc), (uint64_t)fp))) goto raced_load; } while (0)
#define RACE_CALL(side) do { if (RACING && unlikely((side)->magic & RACE_RELEASE)) race_enter(m, CANON(pc), (uint64_t)fp); } while (0)
#define RACE_RETURN() do { if (RACING) race_leave(m, (uint64_t)fp); } while (0)

/* Where to go when it is a race to stop for: an instruction that loads is not done yet, one that stores is. */
#define RACE_EXITS(leave) \
raced_store: \
	pc += op_info[((const Ins *)CANON(pc))->op].flags & OPF_TWO ? 2 : 1; \
	SAVE(); \
	race_stop(m, true); \
	leave; \
raced_load: \
	SAVE(); \
	race_stop(m, false); \
	leave;
