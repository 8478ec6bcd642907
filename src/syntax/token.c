/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables over tokens.def. */
#include "syntax/token.h"

static const char *const token_texts[] = {
#define TOKEN(name, text) text,
#include "syntax/tokens.def"
};

static const unsigned char token_precedences[TOK_COUNT] = {
#define TOKEN(name, text)
#define BINARY(name, text, precedence) [TOK_##name] = precedence,
#include "syntax/tokens.def"
};

static const unsigned char token_assign_ops[TOK_COUNT] = {
#define TOKEN(name, text)
#define ASSIGN(name, text, op) [TOK_##name] = TOK_##op,
#include "syntax/tokens.def"
};

const char *token_text(Tok tok)
{
	return token_texts[tok];
}

int token_precedence(Tok tok)
{
	return token_precedences[tok];
}

Tok token_assign_op(Tok tok)
{
	return (Tok)token_assign_ops[tok];
}

bool token_is_keyword(Tok tok)
{
	return tok >= TOK_BREAK && tok <= TOK_VAR;
}

bool token_is_literal(Tok tok)
{
	return tok >= TOK_INT && tok <= TOK_STRING;
}

void token_intern_keywords(Intern *names)
{
#define TOKEN(name, text)
#define KEYWORD(name, text) intern_tag(names, text, TOK_##name);
#include "syntax/tokens.def"
}
