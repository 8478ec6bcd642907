/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The image: everything a compilation yields, at the addresses where it will lie.
 *
 * A program is a list of images: the library (compiled when strata is built, embedded), the
 * user's, and the debugger's scratch ones. Each has fixed bases (image_bases), so nothing is
 * relocated at load: segments are copied or mapped, and tables are used where they are. All
 * tables are flat arrays of fixed-size records that refer to each other by index and to text by
 * offset into `names`; an image written to disk is these arrays one after the other (image_write,
 * image_read). No record has padding: equal images are equal bytes (image_moves), and
 * the pragma below says where there is some.
 *
 * Linking is by name: a symbol is a link name (`fmt.Println`, `main.(*T).M`, `type:*main.T`,
 * `itab:error,*errors.errorString`, `func:main.add` its static func value, `str:"text"`) and an
 * address. The compiler resolves names against the images before it through image_lookup.
 */
#ifndef CODE_IMAGE_H
#define CODE_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "code/hull.h"
#include "code/ins.h"
#include "code/typedesc.h"

/* Which part of the segments an image fills. */
typedef enum ImagePart { PART_USER, PART_LIBRARY, PART_SCRATCH } ImagePart;

typedef struct ImageBases { uint64_t code, rodata, data, bss; } ImageBases;

/* Bases of a part in a machine slot, given by the slot's first address (hull_slot). */
ImageBases image_bases(uint64_t slot, ImagePart part);

typedef uint32_t NameRef;	/* offset of a NUL-terminated text in Image.names; 0 is "" */

enum {
	FN_LIBRARY = 1, FN_WRAPPER = 2 /* transparent for recover and step */, FN_CLOSURE = 4,
	FN_DEFERS = 8 /* has a RUND */, FN_INIT = 16, FN_NATIVE = 32, FN_STUB = 64,
	FN_GENERIC = 128 /* an instance */, FN_RANGEFUNC = 256 /* body of a range-over-func loop */,
	FN_VARIADIC = 512,
	FN_DEREF = 1024 /* a wrapper that calls the value method of what its receiver points to */,
	FN_EXPRESSION = 2048 /* the function that an expression of the debugger became */,
	FN_SPILLS = 4096 /* it has variables in an object of the heap */,
};

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"

typedef struct CodeFunc {
	uint64_t entry;		/* canonical address of the first instruction; header lies before */
	uint32_t slots;		/* instruction slots from entry on, data slots counted */
	uint32_t frame_bytes;
	uint16_t param_words, result_words;
	uint32_t flags;		/* FN_* */
	NameRef name;		/* as traces print it: main.add, main.(*T).M, main.main.func1, main.Map[...] */
	NameRef link;		/* unique link name */
	NameRef package;	/* path */
	uint32_t file;		/* index into files */
	uint32_t line, end_line;/* of `func`, of its closing brace */
	uint32_t outer;		/* closures: function index of the enclosing function + 1; else 0 */
	uint32_t lines, nlines;	/* range in Image.lines, by rising slot */
	uint32_t vars, nvars;	/* range in Image.vars: parameters, results, locals in order of declaration */
	uint32_t maps, nmaps;	/* range in Image.maps, by rising slot */
	uint32_t leaks;		/* what becomes of its parameters: index into Image.leaks + 1; 0: not known */
	uint64_t type;		/* *TypeDesc of the function's type without receiver, or 0 */
} CodeFunc;

enum { LINE_STMT = 1 /* a statement begins: break and step stop here */,
       LINE_EXIT = 2 /* the return at the closing brace */,
       /* the index, or the low, high and max of a slice, is an unsigned word: a panic prints it so */
       LINE_UNSIGNED = 4, LINE_UNSIGNED_HIGH = 8, LINE_UNSIGNED_MAX = 16,
       LINE_OPERANDS = LINE_UNSIGNED | LINE_UNSIGNED_HIGH | LINE_UNSIGNED_MAX };

typedef struct LineEntry {
	uint32_t slot;		/* from the function's entry: this line holds from here on */
	uint32_t line;
	uint16_t col;
	uint16_t flags;		/* LINE_* */
} LineEntry;

/* From this entry on the rest of its function's lines are of another file than the function's (//line). */
typedef struct LineFile { uint32_t line, file; } LineFile;

typedef enum CodeVarKind {
	CV_SLOT,	/* register slot or memory local at fp + where */
	CV_HEAP,	/* moved to the heap: the word at fp + where points at it */
	CV_CAPTURED,	/* a closure's captured value, at where bytes in the closure object (fp+16) */
	CV_CAPREF,	/* captured by reference: the word there points at it */
	CV_SPILLED,	/* the frame has no room for it: at where bytes in an object of the heap, see code_spill_word */
	CV_SPILLREF,	/* the same, of the heap in a cell of its own: the word there points at it */
	CV_CONST,	/* a constant declared in the function: `where` is its offset in rodata */
} CodeVarKind;

enum { CVF_PARAM = 1, CVF_RESULT = 2, CVF_REGISTER = 4 /* canonically extended scalar */,
       CVF_RECEIVER = 16,
       CVF_SITE = 32 /* what an expression allocates in the frame, named as gc names it: known by address, not by name */ };

/* Bodies of loops over functions (FN_RANGEFUNC) share a record with the function that they stand in: its address is the first word
 * that their closures have captured, and in it is that function's frame. */
enum { CLOSURE_RANGE = 8, RANGE_FP = 8 };

typedef struct CodeVar {
	NameRef name;
	uint32_t line;		/* of its declaration */
	uint16_t col;
	uint8_t kind;		/* CodeVarKind */
	uint8_t flags;		/* CVF_* */
	uint32_t where;		/* bytes from fp, or in the closure's object or that of spilled variables */
	uint32_t from, to;	/* slots: in scope and initialised for from <= pc < to */
	uint32_t scope_from;	/* slots: its block begins (not declared yet in scope_from <= pc < from) */
	NameRef why;		/* CV_HEAP, CV_SPILLED, CV_SPILLREF: what made it escape, "&x is returned at f.go:14"; else 0 */
	uint64_t type;		/* *TypeDesc */
} CodeVar;

/* Is it captured from a function further out? */
static inline bool code_var_captured(const CodeVar *v)
{
	return v->kind == CV_CAPTURED || v->kind == CV_CAPREF;
}

/* Is it the function's own, and in the heap? */
static inline bool code_var_moved(const CodeVar *v)
{
	return v->kind == CV_HEAP || v->kind == CV_SPILLED || v->kind == CV_SPILLREF;
}

/* FN_SPILLS: bytes from fp to the word that holds the address of the object of spilled variables, which the prologue makes: the
 * first after the results. */
static inline uint32_t code_spill_word(const CodeFunc *fn)
{
	return (FRAME_HEADER_WORDS + fn->param_words + fn->result_words) * 8u;
}

/* Bytes from fp to the word that holds the address of the object that a captured or spilled variable lies in. */
static inline uint32_t code_var_object(const CodeFunc *fn, const CodeVar *v)
{
	return code_var_captured(v) ? FRAME_FUNC * 8u : code_spill_word(fn);
}

/* Which words of a frame are live pointers at a safepoint. */
typedef struct SafeMap {
	uint32_t slot;		/* of the safepoint, from entry */
	uint32_t kind;		/* MAP_* */
	uint32_t bits;		/* index into Image.mapbits: word count n, then (n+31)/32 words; bit i is
				   the word at fp + 24 + 8*i */
} SafeMap;

enum { MAP_AT,		/* the goroutine is at this pc (before the instruction) */
       MAP_CALL };	/* a call at this slot is under way: arguments belong to the callee */

typedef struct Global {	/* a package variable */
	NameRef name, package;
	uint64_t addr;
	uint64_t type;		/* *TypeDesc */
	uint32_t file, line;
	uint32_t init_line;	/* line of a computed initialiser that package init runs; 0: none */
	uint32_t zero;
} Global;

/* Memory that the initial values of package variables point at: n values of a type with pointers, which the program may change. */
typedef struct StaticData { uint64_t addr, type, n; } StaticData;

typedef struct Symbol { NameRef name; uint32_t hash; uint64_t addr; } Symbol;

typedef struct CodeFile {
	NameRef path, package;
	uint32_t directive;	/* 1: the path is as a //line directive has it, relative to nothing */
} CodeFile;

typedef struct CodeInit { uint64_t entry; NameRef package; uint32_t zero; } CodeInit;

typedef struct CodeImport { NameRef package, imported; } CodeImport;	/* paths */

#pragma GCC diagnostic pop

typedef struct Image {
	ImagePart part;
	uint64_t slot;			/* first address of the machine slot it is for */
	ImageBases base;
	VEC(Ins) code;			/* headers, instructions and data slots */
	VEC(uint8_t) rodata, data;
	uint64_t bss_size;		/* bytes */
	VEC(CodeFunc) funcs;		/* by rising entry */
	VEC(LineEntry) lines;
	VEC(LineFile) line_files;	/* by rising index in lines; mostly empty */
	VEC(CodeVar) vars;
	VEC(SafeMap) maps;
	VEC(uint32_t) mapbits;
	VEC(Global) globals;		/* by rising address within data, then bss */
	VEC(Symbol) symbols;		/* an open-addressing table, its length a power of two; addr 0: free */
	uint64_t nsymbols;
	VEC(CodeFile) files;
	VEC(uint64_t) types;		/* addresses of this image's type descriptors */
	VEC(uint64_t) itabs;
	VEC(StaticData) statics;
	VEC(CodeInit) inits;		/* package initialisers, in the order in which they run */
	VEC(CodeImport) imports;	/* of each package, importing after imported */
	VEC(uint8_t) leaks;		/* in the form of escape_leaks (escape/escape.h) */
	VEC(char) names;
	VEC(uint8_t) moves;		/* where the written image names its slot (image_moves); else empty */
	VEC(NameRef) name_index;	/* open-addressing table over names, while the image is built */
	uint64_t nnames;
	uint64_t main_entry;		/* main.main, or 0 */
	uint64_t zeros;			/* address of zeros_size zero bytes in rodata */
	uint64_t zeros_size;
	bool uses_unsafe;		/* user code imports unsafe: more words are checked */
	uint64_t hash;			/* image_read: what image_seal wrote; 0: it did not */
	const void *mapping;		/* image_read: the bytes the tables lie in; else NULL */
	void *moved;			/* image_move: those bytes, when they are a copy of its own */
	const char *file;		/* those bytes lie in this file too, at file_offset (a page boundary); NULL: not known */
	uint64_t file_offset;
} Image;

/* The library's functions for reflect.MakeFunc, by the words that parameters and results take: link name and how many. */
#define MAKEFUNC_LINK "reflect.makeFuncStub.%u"
#define MAKEFUNC_WORDS 128

/* Fixed places at the start of the library's segments, made by image_new(PART_LIBRARY). */
#define STUB_COUNT 5			/* GOEND PANICNX BIGRET EVALEND INITEND, in this order */
#define SMALLINTS_COUNT 256		/* u64 0..255 in rodata: BOX of a small integer points here */
uint64_t image_stub(uint64_t slot, Opcode op);		/* canonical address of a stub instruction */
uint64_t image_smallint(uint64_t slot, unsigned v);	/* address of the word that holds v */
uint64_t image_zerobase(uint64_t slot);			/* in bss: the address of all objects of size 0 */

Image *image_new(uint64_t slot, ImagePart part);
void image_free(Image *image);

/* Adds text to the names, once for equal texts. */
NameRef image_name(Image *image, const char *text, size_t len);
const char *image_text(const Image *image, NameRef name);

/* Appends n bytes, aligned (a power of two, at most 16); returns their address. NULL: zeros. */
uint64_t image_rodata(Image *image, const void *bytes, size_t n, size_t align);
uint64_t image_data(Image *image, const void *bytes, size_t n, size_t align);
uint64_t image_bss(Image *image, size_t n, size_t align);
/* The bytes at an address of this image's rodata or data, to patch them; valid until the next append. */
void *image_at(Image *image, uint64_t addr);

/* Defines a symbol (addr not 0); image_lookup gives its address or 0. Both work before image_finish too. */
void image_define(Image *image, const char *link_name, size_t len, uint64_t addr);
uint64_t image_lookup(const Image *image, const char *link_name, size_t len);

/* The defaults of GODEBUG, key=value with commas, that a program was compiled with; "": there are none. */
void image_set_godebug(Image *image, const char *text);
const char *image_godebug(const Image *image);

/* Sorts what must be sorted. The image is immutable from here on. */
void image_finish(Image *image);

/* Finders: by canonical pc, NULL when there is none. O(log n). */
const CodeFunc *image_func_at(const Image *image, uint64_t pc);
const LineEntry *image_line_at(const Image *image, const CodeFunc *fn, uint64_t pc);
/* The file that a line of a function (NULL: its head) lies in; NULL when there is none. */
const CodeFile *image_line_file(const Image *image, const CodeFunc *fn, const LineEntry *line);
const SafeMap *image_map_at(const Image *image, const CodeFunc *fn, uint64_t pc, unsigned kind);
const Global *image_global_at(const Image *image, uint64_t addr);

/* The image as bytes, and back. image_read uses the bytes in place (8-aligned, kept by the
 * caller); NULL when they are no image of this version. */
void image_write(const Image *image, StrBuf *out);
Image *image_read(const void *bytes, size_t len);

/* The written image that begins at out[start] and ends with out is complete: its hash is written down. image_is_sealed: bytes that
 * image_read accepts, and what they hash to is still that. */
void image_seal(StrBuf *out, size_t start);
bool image_is_sealed(const void *bytes, size_t len);

/* Of bytes that image_read has accepted: how many belong to the image. */
size_t image_written_size(const void *bytes);

/*
 * Moving to another slot. An address names its slot in one byte, so an image written for one slot differs from the
 * same image written for the next in just these bytes, by one. image_moves compares the two and appends the list of
 * the places, to be kept in Image.moves: a byte each, how far it is from the place before; 255 says that
 * the next byte is to be added. False: they differ in something else, and the image cannot be moved.
 */
typedef VEC(uint8_t) ImageMoves;
bool image_moves(const StrBuf *written, const StrBuf *next, ImageMoves *moves);
/* A copy for another slot of an image that image_read gave; the caller's. NULL: its places are not known. */
Image *image_move(const Image *im, uint64_t slot);

/* Disassembly of one instruction at canonical address pc: `addi a, b, 1`; returns its length in
 * slots. name_of (may be NULL) gives an address a name like `main.add+2`. */
typedef const char *(*ImageNamer)(void *ctx, uint64_t addr);
unsigned ins_disassemble(StrBuf *out, const Ins *ins, uint64_t pc, ImageNamer name_of, void *ctx);

/* --dump=code and --dump=image: stable text. */
void image_dump_code(const Image *image, StrBuf *out);
void image_dump(const Image *image, StrBuf *out);

/* No instruction of the image writes outside its own frames, calls, allocates or parks. */
bool image_is_pure(const Image *image);
bool op_is_pure(Opcode op);	/* it writes to its frame alone, and allocates, calls and waits for nothing */

/* Checks every function: known opcodes, operands within the frame, jumps to instructions of the
 * same function, LEA not into register slots, a map at every safepoint, control does not fall off the end.
 * Returns NULL or the first complaint (kept in *buf). */
const char *image_verify(const Image *image, StrBuf *buf);

#endif
