//go:build !go1.26

package http

import (
	"errors"
	"net/textproto"
	"slices"
	"strings"
	"time"
)

// Cookie gains two fields.
type Cookie struct {
	tree_Cookie
	Quoted      bool // the Value stands in quotation marks
	Partitioned bool
}

// quoted is a value as it is written.
func (c *Cookie) quoted() string {
	value := sanitizeCookieValue(c.Value)
	if c.Quoted && !strings.HasPrefix(value, `"`) {
		return `"` + value + `"`
	}
	return value
}

// String returns the serialization of the cookie for a Set-Cookie header, "" when it has no valid name.
func (c *Cookie) String() string {
	text := c.tree_String()
	if text == "" {
		return ""
	}
	text = c.Name + "=" + c.quoted() + text[len(c.Name)+1+len(sanitizeCookieValue(c.Value)):]
	if c.Partitioned {
		text += "; Partitioned"
	}
	return text
}

// Valid reports whether the cookie is valid.
func (c *Cookie) Valid() error {
	known := c
	if c != nil && c.Expires.IsZero() { // which Go 1.19 takes for a time that is too early
		dated := *c
		dated.Expires = time.Unix(0, 0)
		known = &dated
	}
	if err := known.tree_Valid(); err != nil {
		return err
	}
	if c.Partitioned && !c.Secure {
		return errors.New("http: partitioned cookies must be set with Secure")
	}
	return nil
}

// AddCookie adds a cookie to the request's single Cookie header.
func (r *Request) AddCookie(c *Cookie) {
	pair := sanitizeCookieName(c.Name) + "=" + c.quoted()
	if old := r.Header.Get("Cookie"); old != "" {
		pair = old + "; " + pair
	}
	r.Header.Set("Cookie", pair)
}

// CookiesNamed returns the cookies of this name.
func (r *Request) CookiesNamed(name string) []*Cookie {
	if name == "" {
		return []*Cookie{}
	}
	return readCookies(r.Header, name)
}

// ---- reading ----

var (
	errBlankCookie        = errors.New("http: blank cookie")
	errEqualNotFound      = errors.New("http: '=' not found in cookie")
	errInvalidCookieName  = errors.New("http: invalid cookie name")
	errInvalidCookieValue = errors.New("http: invalid cookie value")
)

// parsePair reads NAME=VALUE.
func parsePair(pair string) (*Cookie, error) {
	name, value, found := strings.Cut(pair, "=")
	if !found {
		return nil, errEqualNotFound
	}
	name = textproto.TrimString(name)
	if !isCookieNameValid(name) {
		return nil, errInvalidCookieName
	}
	quoted := len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"'
	value, ok := parseCookieValue(value, true)
	if !ok {
		return nil, errInvalidCookieValue
	}
	c := &Cookie{Name: name, Value: value}
	c.Quoted = quoted
	return c, nil
}

// ParseCookie parses a Cookie header's value.
func ParseCookie(line string) ([]*Cookie, error) {
	parts := strings.Split(textproto.TrimString(line), ";")
	if len(parts) == 1 && parts[0] == "" {
		return nil, errBlankCookie
	}
	var cookies []*Cookie
	for _, part := range parts {
		c, err := parsePair(textproto.TrimString(part))
		if err != nil {
			return nil, err
		}
		cookies = append(cookies, c)
	}
	return cookies, nil
}

// ParseSetCookie parses a Set-Cookie header's value.
func ParseSetCookie(line string) (*Cookie, error) {
	first, _, _ := strings.Cut(textproto.TrimString(line), ";")
	if first == "" && !strings.Contains(line, ";") {
		return nil, errBlankCookie
	}
	if _, err := parsePair(textproto.TrimString(first)); err != nil {
		return nil, err
	}
	return readSetCookies(Header{"Set-Cookie": {line}})[0], nil
}

// readCookies returns the valid ones of a request, those of a name when it is not empty.
func readCookies(h Header, name string) []*Cookie {
	cookies := []*Cookie{}
	for _, line := range h["Cookie"] {
		for part := range strings.SplitSeq(line, ";") {
			part = textproto.TrimString(part)
			if !strings.Contains(part, "=") {
				part += "=" // a name alone
			}
			if c, err := parsePair(part); err == nil && (name == "" || c.Name == name) {
				cookies = append(cookies, c)
			}
		}
	}
	return cookies
}

// readSetCookies returns the valid ones of an answer, with what Go 1.19 did not know in them.
func readSetCookies(h Header) []*Cookie {
	cookies := tree_readSetCookies(h)
	for _, c := range cookies {
		first, _, _ := strings.Cut(textproto.TrimString(c.Raw), ";")
		if pair, err := parsePair(textproto.TrimString(first)); err == nil {
			c.Quoted = pair.Quoted
		}
		c.Unparsed = slices.DeleteFunc(c.Unparsed, func(attribute string) bool {
			key, _, _ := strings.Cut(attribute, "=")
			if !strings.EqualFold(key, "partitioned") {
				return false
			}
			c.Partitioned = true
			return true
		})
		if len(c.Unparsed) == 0 {
			c.Unparsed = nil
		}
	}
	return cookies
}
