#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a scratch Go module of golib, to be tested against the packages of a Go toolchain.

usage: golib_oracle.py SOURCE-TREE DIRECTORY [PACKAGE...]

Each golib package P becomes oracle/P in DIRECTORY; imports among them are renamed. Leaf natives run
as they are, the C code behind cgo; the few machine natives that the packages need come from
tests/golib/shim. The tests in tests/golib are copied to DIRECTORY/test.
Run them with: cd DIRECTORY && go vet ./... && TZ=UTC GODEBUG=cgocheck=0 go test ./test
"""
import os
import re
import shutil
import sys
import zlib

# What only the machine can run: these stay the toolchain's own.
REAL = {'runtime', 'runtime/debug', 'reflect', 'sync', 'sync/atomic', 'internal/abi', 'unsafe'}


def read(path):
    with open(path, encoding='utf-8') as f:
        return f.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


def rename_imports(text, packages):
    def one(m):
        return '%s"oracle/%s"' % (m.group(1), m.group(2)) if m.group(2) in packages else m.group(0)
    head = re.search(r'^import (\((.|\n)*?^\)|.*$)', text, re.M)
    if not head:
        return text
    block = re.sub(r'(^|[\s(])"([^"]+)"', one, head.group(0))
    return text[:head.start()] + block + text[head.end():]


def parse_natives(path):
    """[(leaf?, package, function, C function, shape, signature)]"""
    row = re.compile(r'^(LEAF|NATIVE|PARK|WORLD)\("([^"]+)", "([^"]+)", (\w+), (\w+), "([^"]*)"', re.M)
    return [(m[0] == 'LEAF',) + m[1:] for m in row.findall(read(path))]


C_TYPES = {'i': 'C.int64_t', 'u': 'C.uint64_t', 'd': 'C.double'}
GO_TYPES = {'i': 'int64', 'u': 'uint64', 'd': 'float64'}


def bridge(cfn, shape):
    """The cgo function of package leaf that calls one C function with pointers and lengths."""
    params, results = shape.split('_')
    decl, args = [], []
    for k, p in enumerate(params):
        if p in 'sbwW':
            decl.append('p%d unsafe.Pointer, n%d int' % (k, k))
            args.append('(*C.%s)(p%d), C.int64_t(n%d)' % (ELEM[cfn] if p in 'wW' and cfn in ELEM else 'uint8_t', k, k))
        else:
            decl.append('a%d %s' % (k, GO_TYPES[p]))
            args.append('%s(a%d)' % (C_TYPES[p], k))
    outs = results.replace('n', '')
    body = ''
    for k, r in enumerate(outs[1:], 1):
        body += '\tvar r%d %s\n' % (k, C_TYPES[r])
        args.append('&r%d' % k)
    call = 'C.%s(%s)' % (cfn, ', '.join(args))
    if not outs:
        body += '\t%s\n' % call
    else:
        body += '\tr0 := %s\n' % call
        body += '\treturn ' + ', '.join('%s(r%d)' % (GO_TYPES[r], k) for k, r in enumerate(outs)) + '\n'
    types = ', '.join(GO_TYPES[r] for r in outs)
    return 'func L_%s_%s(%s) (%s) {\n%s}\n\n' % (cfn, shape, ', '.join(decl), types, body)


ELEM = {'nat_sort_ints': 'int64_t', 'nat_sort_floats': 'double', 'nat_sort_strings': 'struct_leaf_string'}


def split_params(text):
    """'s, old string, n int' -> [('s', 'string'), ...]; unnamed types get names."""
    parts = [p.strip() for p in text.split(',')] if text.strip() else []
    out, pending = [], []
    named = any(' ' in p for p in parts)
    for k, part in enumerate(parts):
        if not named:
            out.append(('x%d' % k, part))
        elif ' ' in part:
            name, typ = part.split(' ', 1)
            out += [(n, typ) for n in pending] + [(name, typ)]
            pending = []
        else:
            pending.append(part)
    return out


def parse_signature(sig):
    m = re.match(r'func\((.*?)\)\s*(?:\((.*)\)|(.*))$', sig)
    results = split_params(m.group(2)) if m.group(2) else [('r', m.group(3))] if m.group(3) else []
    return split_params(m.group(1)), results


def wrapper(function, cfn, shape, sig):
    """The Go function that stands for a leaf native: it spreads its arguments out."""
    params, results = parse_signature(sig)
    shape_params = shape.split('_')[0]
    args = []
    for (name, _), letter in zip(params, shape_params):
        if letter == 's':
            args.append('unsafe.Pointer(unsafe.StringData(%s)), len(%s)' % (name, name))
        elif letter in 'bwW':
            args.append('unsafe.Pointer(unsafe.SliceData(%s)), len(%s)' % (name, name))
        elif letter == 'u':
            args.append('uint64(%s)' % name)
        elif letter == 'd':
            args.append(name)
        else:
            args.append('int64(%s)' % name)
    head = 'func %s(%s)' % (function, ', '.join('%s %s' % p for p in params))
    call = 'leaf.L_%s_%s(%s)' % (cfn, shape, ', '.join(args))
    if not results:
        return '%s { %s }\n\n' % (head, call)
    names = ['q%d' % k for k in range(len(results))]
    conv = ['%s != 0' % n if t == 'bool' else '%s(%s)' % (t, n) for n, (_, t) in zip(names, results)]
    return '%s (%s) {\n\t%s := %s\n\treturn %s\n}\n\n' % (
        head, ', '.join(t for _, t in results), ', '.join(names), call, ', '.join(conv))


def write_leaf_package(src, out, natives):
    leaf = os.path.join(src, 'src/natives/leaf')
    target = os.path.join(out, 'leaf/natives/leaf')
    os.makedirs(target)
    for name in os.listdir(leaf):
        if name.endswith(('.c', '.h')) and name != 'words.c':
            shutil.copy(os.path.join(leaf, name), target)
    text = 'package leaf\n\n/*\n#cgo CFLAGS: -std=gnu11 -O2 -I${SRCDIR}\n'
    text += '#cgo LDFLAGS: -lgmp -lm\n'
    text += ''.join('#include "natives/leaf/%s"\n' % n for n in sorted(os.listdir(target)) if n == 'leaf.h')
    text += '*/\nimport "C"\nimport "unsafe"\n\nvar _ unsafe.Pointer\n\n'
    done = set()
    for is_leaf, _, _, cfn, shape, _ in natives:
        if is_leaf and (cfn, shape) not in done:
            done.add((cfn, shape))
            text += bridge(cfn, shape)
    write(os.path.join(out, 'leaf/leaf.go'), text)
    headers = ''.join(read(os.path.join(target, n)) for n in sorted(os.listdir(target)) if n.endswith('.h'))
    stamp = '/* headers %08x: cgo does not see them change */\n' % zlib.crc32(headers.encode())
    for name in os.listdir(target):     # cgo compiles the C files of the package's own directory
        if name.endswith('.c'):
            write(os.path.join(out, 'leaf', name), stamp + read(os.path.join(target, name)))
            os.remove(os.path.join(target, name))


def copy_package(src, out, package, packages, natives):
    mine = [n for n in natives if n[1] == package]
    folder = os.path.join(src, 'src/golib', package)
    shim = os.path.join(src, 'tests/golib/shim', package)
    have_shim = os.listdir(shim) if os.path.isdir(shim) else []
    for name in sorted(os.listdir(folder)):
        if not name.endswith('.go') or name in have_shim:
            continue
        text = rename_imports(read(os.path.join(folder, name)), packages)
        for _, _, function, _, _, _ in mine:
            text = re.sub(r'^func %s\([^{\n]*$\n' % function, '', text, flags=re.M)
        if '"unsafe"' in text and 'unsafe.' not in text.replace('"unsafe"', ''):
            text = text.replace('import "unsafe"\n', '')
        write(os.path.join(out, package, name), text)
    for name in have_shim:
        write(os.path.join(out, package, name), read(os.path.join(shim, name)))
    leaves = [n for n in mine if n[0]]
    if leaves:
        text = 'package %s\n\nimport (\n\t"oracle/leaf"\n\t"unsafe"\n)\n\nvar _ unsafe.Pointer\n\n' % os.path.basename(package)
        text += ''.join(wrapper(f, cfn, shape, sig) for _, _, f, cfn, shape, sig in leaves)
        write(os.path.join(out, package, 'zz_natives.go'), text)


def main():
    src, out = sys.argv[1:3]
    shutil.rmtree(out, ignore_errors=True)
    golib = os.path.join(src, 'src/golib')
    packages = {os.path.relpath(d, golib) for d, _, files in os.walk(golib)
                if '_overlay' not in d and any(f.endswith('.go') for f in files)} - REAL
    natives = parse_natives(os.path.join(golib, 'natives.def'))
    write(os.path.join(out, 'go.mod'), 'module oracle\n\ngo 1.26\n')
    write_leaf_package(src, out, natives)
    for package in sorted(packages):
        copy_package(src, out, package, packages, natives)
    tests = os.path.join(src, 'tests/golib')
    for name in os.listdir(tests):
        if name.endswith('_test.go'):
            write(os.path.join(out, 'test', name), read(os.path.join(tests, name)))


main()
