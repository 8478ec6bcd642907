// A document of 10 MB, made and read again. Aim: 25
package main

import (
	"encoding/json"
	"fmt"
)

type item struct {
	ID    int            `json:"id"`
	Name  string         `json:"name"`
	Price float64        `json:"price"`
	Tags  []string       `json:"tags"`
	Attrs map[string]int `json:"attrs,omitempty"`
}

func main() {
	var items []item
	for i := 0; i < 100000; i++ {
		items = append(items, item{i, fmt.Sprintf("item number %d", i), float64(i) / 7, []string{"red", "green"}, map[string]int{"a": i, "b": 2}})
	}
	data, err := json.Marshal(items)
	fmt.Println(len(data) > 10000000, err)
	var back []item
	err = json.Unmarshal(data, &back)
	fmt.Println(len(back), back[99999].Name, err)
}
