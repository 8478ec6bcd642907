#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the Unicode tables from the Unicode Character Database.

usage: mktables.py UCD-DIRECTORY tables.go unitab.h

UCD-DIRECTORY holds UnicodeData.txt, Scripts.txt, PropList.txt, CaseFolding.txt and
PropertyValueAliases.txt of Unicode 15.0.0 (Debian's package unicode-data). tables.go gets the
range tables of Go's package unicode; unitab.h gets the two-stage class table, the case ranges
and the folding orbits that the leaf natives search.
"""
import sys

LIMIT = 0x110000
UPPER_LOWER = LIMIT


def lines(path):
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.split('#')[0].strip()
            if line:
                yield [field.strip() for field in line.split(';')]


def span(text):
    lo, _, hi = text.partition('..')
    return int(lo, 16), int(hi or lo, 16)


def read_unicode_data(path):
    category = ['Cn'] * LIMIT
    case = {}
    first = 0
    for f in lines(path):
        cp = int(f[0], 16)
        start = first if f[1].endswith(', Last>') else cp
        first = cp
        for c in range(start, cp + 1):
            category[c] = f[2]
        upper, lower, title = (int(x, 16) - cp if x else 0 for x in (f[12], f[13], f[14] or f[12]))
        if upper or lower or title:
            case[cp] = (upper, lower, title)
    return category, case


def read_sets(path):
    sets = {}
    for f in lines(path):
        lo, hi = span(f[0])
        sets.setdefault(f[1], set()).update(range(lo, hi + 1))
    return sets


def read_folding(path):
    """The classes of code points that are equal under simple case folding."""
    target = {}
    for f in lines(path):
        if f[1] in 'CS':
            target[int(f[0], 16)] = int(f[2], 16)
    classes = {}
    for c, t in target.items():
        classes.setdefault(t, {t}).add(c)
    return {c: sorted(cls) for cls in classes.values() for c in cls}


def read_aliases(path, property_name):
    return [[x for x in f[1:] if x] for f in lines(path) if f[0] == property_name]


def runs(points):
    """Sorted code points as [lo, hi, stride]."""
    out = []
    for c in sorted(points):
        if out:
            last = out[-1]
            if last[0] == last[1] and c - last[1] <= 0x10:
                last[1], last[2] = c, c - last[0]
                continue
            if last[0] != last[1] and c - last[1] == last[2]:
                last[1] = c
                continue
            if last[0] != last[1] and last[2] != 1 and last[1] - last[0] == last[2] and c - last[1] == 1:
                # Two far points followed by a neighbour: the second point starts the new run.
                out[-1] = [last[0], last[0], 1]
                out.append([last[1], c, 1])
                continue
        out.append([c, c, 1])
    return out


def go_ranges(rs):
    text, line = '', '\t\t'
    for lo, hi, stride in rs:
        item = '{0x%x, 0x%x, %d},' % (lo, hi, stride)
        if len(line) + len(item) > 92:
            text += line.rstrip() + '\n'
            line = '\t\t'
        line += item + ' '
    return text + line.rstrip() + '\n'


def go_table(name, points):
    rs = []
    for lo, hi, stride in runs(points):
        if lo <= 0xFFFF < hi:
            cut = lo + (0xFFFF - lo) // stride * stride
            rs += [[lo, cut, stride], [cut + stride, hi, stride]]
        else:
            rs.append([lo, hi, stride])
    narrow = [r for r in rs if r[1] <= 0xFFFF]
    wide = [r for r in rs if r[1] > 0xFFFF]
    latin = sum(1 for r in narrow if r[1] <= 0xFF)
    text = 'var %s = &RangeTable{\n' % name
    if narrow:
        text += '\tR16: []Range16{\n' + go_ranges(narrow) + '\t},\n'
    if wide:
        text += '\tR32: []Range32{\n' + go_ranges(wide) + '\t},\n'
    if latin:
        text += '\tLatinOffset: %d,\n' % latin
    return text + '}\n\n'


def case_ranges(case):
    """[lo, hi, upper, lower, title]; alternating pairs get UPPER_LOWER as every delta."""
    out = []
    for c in sorted(case):
        d = case[c]
        if d == (0, 1, 0):
            kind = 'U'
        elif d == (-1, 0, -1):
            kind = 'L'
        else:
            kind = None
        last = out[-1] if out else None
        if last and last[1] == c - 1:
            alternates = kind and last[5] and kind != last[5]
            starts_upper = last[2] == UPPER_LOWER or (last[0] == last[1] and last[5] == 'U')
            if alternates and starts_upper:
                out[-1] = [last[0], c, UPPER_LOWER, UPPER_LOWER, UPPER_LOWER, kind]
                continue
            if last[2] != UPPER_LOWER and tuple(last[2:5]) == d:
                out[-1] = [last[0], c, *d, None if last[0] != c else kind]
                continue
        out.append([c, c, *d, kind])
    return [r[:5] for r in out]


def go_vars(prefix, names, what):
    text = 'var (\n'
    for exported, table in names:
        text += '\t%s = %s%s // %s %s\n' % (exported, prefix, table, what, table)
    return text + ')\n\n'


def go_map(var, entries, comment):
    text = '// %s\nvar %s = map[string]*RangeTable{\n' % (comment, var)
    for key, value in sorted(entries):
        text += '\t"%s": %s,\n' % (key, value)
    return text + '}\n\n'


def fold_outside(points, orbit):
    """Code points outside the set that fold to one inside."""
    return {o for c in points for o in orbit.get(c, ()) if o not in points}


LONG = {'Digit': 'Nd', 'Letter': 'L', 'Lower': 'Ll', 'Mark': 'M', 'Number': 'N', 'Other': 'C',
        'Punct': 'P', 'Space': 'Z', 'Symbol': 'S', 'Title': 'Lt', 'Upper': 'Lu'}


def write_go(path, cats, scripts, props, case, orbit, aliases):
    out = '// Code generated by mktables.py from the Unicode Character Database 15.0.0. DO NOT EDIT.\n\n'
    out += 'package unicode\n\n// Version is the Unicode edition from which the tables are derived.\n'
    out += 'const Version = "15.0.0"\n\n'
    names = [(c, c) for c in sorted(cats)] + list(LONG.items())
    out += go_vars('_', sorted(names), 'category')
    out += go_vars('_', [(s, s) for s in sorted(scripts)], 'script')
    prop_names = [(p, p) for p in sorted(props)]
    prop_names += [('STerm', 'Sentence_Terminal')]
    out += go_vars('_', sorted(prop_names), 'property')
    out += go_map('Categories', [(c, c) for c in cats], 'Categories is the set of Unicode category tables.')
    out += go_map('Scripts', [(s, s) for s in scripts], 'Scripts is the set of Unicode script tables.')
    out += go_map('Properties', [(p, p) for p, _ in prop_names], 'Properties is the set of Unicode property tables.')
    out += '// CategoryAliases maps category aliases to standard category names.\n'
    out += 'var CategoryAliases = map[string]string{\n'
    for long, short in sorted(aliases):
        out += '\t"%s": "%s",\n' % (long, short)
    out += '}\n\n'
    folds = ''
    for var, sets, comment in (
            ('FoldCategory', cats, 'a category name to a table of code points outside the category'),
            ('FoldScript', scripts, 'a script name to a table of code points outside the script')):
        entries = []
        for name in sorted(sets):
            if name in ('C', 'Cn', 'LC'):
                continue
            extra = fold_outside(sets[name], orbit)
            if extra:
                entries.append((name, '_fold%s' % name))
                folds += go_table('_fold%s' % name, extra)
        out += go_map(var, entries, '%s maps %s\n// that are equivalent under simple case folding to code points inside it.'
                      % (var, comment))
    out += '// CaseRanges describes the case mappings of all letters with non-self mappings.\n'
    out += 'var CaseRanges = _CaseRanges\n\nvar _CaseRanges = []CaseRange{\n'
    for lo, hi, u, l, t in case_ranges(case):
        delta = 'UpperLower, UpperLower, UpperLower' if u == UPPER_LOWER else '%d, %d, %d' % (u, l, t)
        out += '\t{0x%04X, 0x%04X, d{%s}},\n' % (lo, hi, delta)
    out += '}\n\n' + folds
    for group in (cats, scripts, props):
        for name in sorted(group):
            out += go_table('_' + name, group[name])
    with open(path, 'w') as f:
        f.write(out.rstrip('\n') + '\n')


ORDER = ['Cn', 'Cc', 'Cf', 'Co', 'Cs', 'Ll', 'Lm', 'Lo', 'Lt', 'Lu', 'Mc', 'Me', 'Mn', 'Nd', 'Nl', 'No',
         'Pc', 'Pd', 'Pe', 'Pf', 'Pi', 'Po', 'Ps', 'Sc', 'Sk', 'Sm', 'So', 'Zl', 'Zp', 'Zs']


def c_array(kind, name, items, fmt):
    text, line = 'static const %s %s[] = {\n' % (kind, name), '\t'
    for item in items:
        piece = fmt % item + ','
        if len(line) + len(piece) > 96:
            text += line.rstrip() + '\n'
            line = '\t'
        line += piece + ' '
    return text + line.rstrip() + '\n};\n\n'


def write_c(path, category, case, orbit):
    blocks, index = {}, []
    for start in range(0, LIMIT, 128):
        block = tuple(ORDER.index(c) for c in category[start:start + 128])
        index.append(blocks.setdefault(block, len(blocks)))
    out = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
    out += '/* Generated by golib/unicode/mktables.py from the Unicode Character Database 15.0.0; do not edit.\n'
    out += ' * Included by unicode.c alone. */\n\nenum uni_category {\n'
    out += ''.join('\tUNI_%s,\n' % c.upper() for c in ORDER) + '};\n\n'
    out += '/* unicat_block[c >> 7] names the 128 entries of unicat that hold the category of c. */\n'
    out += c_array('uint16_t', 'unicat_block', index, '%d')
    out += c_array('uint8_t', 'unicat', [x for b in blocks for x in b], '%d')
    out += '/* Sorted; a delta of UNI_ALTERNATE says that upper and lower case alternate from lo on. */\n'
    out += '#define UNI_ALTERNATE 0x110000\n'
    out += 'struct uni_case {\n\tint32_t lo, hi, delta[3];\n};\n\n'
    out += c_array('struct uni_case', 'uni_cases', [tuple(r) for r in case_ranges(case)], '{%d, %d, {%d, %d, %d}}')
    out += '/* The next code point that is equal under simple folding, round in a circle. Sorted by c. */\n'
    out += 'struct uni_fold {\n\tint32_t c, next;\n};\n\n'
    pairs = [(c, cls[(cls.index(c) + 1) % len(cls)]) for c, cls in sorted(orbit.items())]
    out += c_array('struct uni_fold', 'uni_folds', pairs, '{%d, %d}')
    with open(path, 'w') as f:
        f.write(out.rstrip('\n') + '\n')


def main():
    ucd, go_path, c_path = sys.argv[1:]
    category, case = read_unicode_data(ucd + '/UnicodeData.txt')
    orbit = read_folding(ucd + '/CaseFolding.txt')
    cats = {}
    for c, name in enumerate(category):
        cats.setdefault(name, set()).add(c)
    for major in 'CLMNPSZ':
        cats[major] = set().union(*(s for n, s in cats.items() if n[0] == major))
    cats['LC'] = cats['Ll'] | cats['Lt'] | cats['Lu']
    scripts = read_sets(ucd + '/Scripts.txt')
    props = read_sets(ucd + '/PropList.txt')
    known = set(cats)
    aliases = [(long, a[0]) for a in read_aliases(ucd + '/PropertyValueAliases.txt', 'gc')
               for long in a[1:] if a[0] in known]
    write_go(go_path, cats, scripts, props, case, orbit, aliases)
    write_c(c_path, category, case, orbit)


main()
