// Package shop has another name than its folder.
package shop

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sort"
)

type Item struct {
	Name  string
	Price int
}

type Store[K comparable] struct {
	items map[K]*Item
	hooks []func(K, *Item) error
}

var ErrNotFound = errors.New("not found")

func New[K comparable]() *Store[K] { return &Store[K]{items: map[K]*Item{}} }

func (s *Store[K]) Put(k K, it *Item) error {
	for i, h := range s.hooks {
		if err := h(k, it); err != nil {
			return fmt.Errorf("hook %d: %w", i, err)
		}
	}
	s.items[k] = it
	return nil
}

func Names[K comparable](s *Store[K]) []string {
	var out []string
	for _, it := range s.items {
		out = append(out, it.Name)
	}
	sort.Strings(out)
	return out
}

func Any(n int) int { return rand.IntN(n) }

func All(items ...Item) int { return len(items) }
