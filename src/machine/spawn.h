/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting a process, with all that syscall.SysProcAttr can ask for. */
#ifndef MACHINE_SPAWN_H
#define MACHINE_SPAWN_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* rt.go has the same list. */
enum {
	SPAWN_SETPGID = 1 << 0,		/* in the process group `group`, 0: one of its own */
	SPAWN_SETSID = 1 << 1,
	SPAWN_SETCTTY = 1 << 2,		/* `terminal`, a descriptor of the child, is what controls it */
	SPAWN_NOCTTY = 1 << 3,		/* descriptor 0 does not */
	SPAWN_FOREGROUND = 1 << 4,	/* its group is in the foreground of `terminal`, a descriptor of ours */
	SPAWN_TRACED = 1 << 5,		/* by us: ptrace(2) */
	SPAWN_IDS = 1 << 6,		/* uid, gid, and unless the next one: groups */
	SPAWN_KEEP_GROUPS = 1 << 7,
	SPAWN_SETGROUPS = 1 << 8,	/* allowed in a user namespace with `gids` */
	SPAWN_CGROUP = 1 << 9,		/* in the control group whose directory is the descriptor `cgroup` */
};

/* A line of /proc/PID/uid_map. */
typedef struct SpawnIds { int64_t inside, outside, count; } SpawnIds;

typedef struct Spawn {
	const char *path, *dir, *root;	/* dir, root: "" none; root first */
	char *const *args, *const *env;
	const int64_t *fds;		/* that it gets as 0, 1 …; below zero: closed */
	size_t nfds;
	uint64_t how;			/* SPAWN_* */
	pid_t group;
	int terminal, death_signal;	/* 0: none when we end */
	int cgroup;
	uint64_t ignored;		/* signals that it ignores as well, bit n: number n */
	uint64_t clone, unshare;	/* CLONE_NEW… */
	uid_t uid;
	gid_t gid;
	const int64_t *groups;
	const SpawnIds *uids, *gids;
	const int64_t *capabilities;	/* ambient ones: numbers */
	size_t ngroups, nuids, ngids, ncapabilities;
} Spawn;

/* Its pid, or what went wrong, in this process or in the other until its program began: a negated errno. */
int64_t process_spawn(const Spawn *s);

#endif
