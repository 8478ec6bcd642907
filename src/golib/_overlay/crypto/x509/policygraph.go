//go:build !go1.26

package x509

import (
	"bytes"
	"fmt"
	"slices"
)

// anyPolicy is the encoding of 2.5.29.32.0, which stands for all policies.
const anyPolicy = "\x55\x1d\x20\x00"

// A policyNode is a policy that the certificates up to one's level agree on.
type policyNode struct {
	policy   string
	expected []string // what the next certificate may call it
	parents  []*policyNode
}

// policyCheck validates the policies of a chain as RFC 5280, 6.1, says, with the graph of RFC 9618 in place of the tree, which
// could have exponentially many nodes. A limit is the number of certificates after which what it names holds.
type policyCheck struct {
	levels     []map[string]*policyNode // one a certificate, from below the root; nil: there is no policy any more
	explicit   int
	mapping    int
	inhibitAny int
}

// policiesValid reports whether a chain is good for one of the policies; from chain[0], the leaf, to the root.
func policiesValid(chain []*Certificate, wanted []OID) bool {
	n := len(chain) - 1
	if n == 0 {
		return true
	}
	check := policyCheck{explicit: n + 1, mapping: n + 1, inhibitAny: n + 1,
		levels: []map[string]*policyNode{{anyPolicy: {policy: anyPolicy, expected: []string{anyPolicy}}}}}
	for i := n - 1; i >= 0; i-- {
		check.take(chain[i], i == 0)
		if check.explicit == 0 && check.levels == nil {
			return false
		}
		if i > 0 && !check.prepare(chain[i]) {
			return false
		}
	}
	check.explicit = max(0, check.explicit-1)
	if chain[0].RequireExplicitPolicyZero {
		check.explicit = 0
	}
	return check.explicit > 0 || check.leads(wanted)
}

func isSelfIssued(c *Certificate) bool { return bytes.Equal(c.RawIssuer, c.RawSubject) }

func (k *policyCheck) last() map[string]*policyNode { return k.levels[len(k.levels)-1] }

// take adds the level of one certificate (6.1.3 (d) and (e)).
func (k *policyCheck) take(c *Certificate, leaf bool) {
	if len(c.Policies) == 0 {
		k.levels = nil
	}
	if k.levels == nil {
		return
	}
	above, level, any := k.last(), map[string]*policyNode{}, false
	add := func(policy string, parents ...*policyNode) {
		level[policy] = &policyNode{policy: policy, expected: []string{policy}, parents: parents}
	}
	for _, oid := range c.Policies {
		policy := string(oid.der)
		if policy == anyPolicy {
			any = true
		} else if parents := expecting(above, policy); parents != nil {
			add(policy, parents...)
		} else if parent := above[anyPolicy]; parent != nil {
			add(policy, parent)
		}
	}
	if any && (k.inhibitAny > 0 || !leaf && isSelfIssued(c)) {
		missing := map[string]bool{}
		for _, node := range above {
			for _, policy := range node.expected {
				missing[policy] = level[policy] == nil
			}
		}
		for policy, is := range missing {
			if is {
				add(policy, expecting(above, policy)...)
			}
		}
	}
	k.levels = append(k.levels, level)
	k.prune()
}

// expecting returns the nodes of a level that expect a policy.
func expecting(level map[string]*policyNode, policy string) []*policyNode {
	var nodes []*policyNode
	for _, node := range level {
		if slices.Contains(node.expected, policy) {
			nodes = append(nodes, node)
		}
	}
	return nodes
}

// prune removes nodes without children; without a root there is no graph.
func (k *policyCheck) prune() {
	for i := len(k.levels) - 2; i >= 0; i-- {
		used := map[*policyNode]bool{}
		for _, node := range k.levels[i+1] {
			for _, parent := range node.parents {
				used[parent] = true
			}
		}
		for policy, node := range k.levels[i] {
			if !used[node] {
				delete(k.levels[i], policy)
			}
		}
	}
	if len(k.levels[0]) == 0 || len(k.last()) == 0 {
		k.levels = nil
	}
}

// prepare makes ready for the certificate below an issuer's (6.1.4). False: its mappings are not allowed.
func (k *policyCheck) prepare(c *Certificate) bool {
	if !k.translate(c.PolicyMappings) {
		return false
	}
	lower := func(limit *int, n int, zero bool) {
		if !isSelfIssued(c) && *limit > 0 {
			*limit--
		}
		if (n > 0 || zero) && n < *limit {
			*limit = n
		}
	}
	lower(&k.explicit, c.RequireExplicitPolicy, c.RequireExplicitPolicyZero)
	lower(&k.mapping, c.InhibitPolicyMapping, c.InhibitPolicyMappingZero)
	lower(&k.inhibitAny, c.InhibitAnyPolicy, c.InhibitAnyPolicyZero)
	return true
}

func (k *policyCheck) translate(list []PolicyMapping) bool {
	if k.levels == nil {
		return true
	}
	subjects := map[string][]string{}
	for _, m := range list {
		issuer, subject := string(m.IssuerDomainPolicy.der), string(m.SubjectDomainPolicy.der)
		if k.mapping == 0 {
			delete(k.last(), issuer)
		} else if issuer == anyPolicy || subject == anyPolicy {
			return false
		} else {
			subjects[issuer] = append(subjects[issuer], subject)
		}
	}
	if len(list) > 0 {
		k.prune()
	}
	if k.levels == nil {
		return true
	}
	for issuer, expected := range subjects {
		if node := k.last()[issuer]; node != nil {
			node.expected = expected
		} else if any := k.last()[anyPolicy]; any != nil {
			k.last()[issuer] = &policyNode{policy: issuer, expected: expected, parents: any.parents}
		}
	}
	return true
}

// leads reports whether the chain is good for one of the policies that the user wants; none: for any (6.1.5 (g)).
func (k *policyCheck) leads(wanted []OID) bool {
	if k.levels == nil {
		return false
	}
	isAny := len(wanted) == 0 || len(wanted) == 1 && string(wanted[0].der) == anyPolicy
	if isAny || k.last()[anyPolicy] != nil {
		return true
	}
	for _, level := range k.levels {
		for policy, node := range level {
			// What stands below anyPolicy is named as the root's issuer would: the others are its translations.
			under := slices.ContainsFunc(node.parents, func(p *policyNode) bool { return p.policy == anyPolicy })
			if under && policy != anyPolicy && slices.ContainsFunc(wanted, func(oid OID) bool { return string(oid.der) == policy }) {
				return true
			}
		}
	}
	return false
}

// NoValidChains is the reason where all chains that were built are good for other policies.
const NoValidChains InvalidReason = CANotAuthorizedForExtKeyUsage + 1

func (e CertificateInvalidError) Error() string {
	if e.Reason != NoValidChains {
		return e.tree_Error()
	}
	if e.Detail == "" {
		return "x509: no valid chains built"
	}
	return "x509: no valid chains built: " + e.Detail
}

// Verify takes out the chains that are good for none of the policies.
func (c *Certificate) Verify(opts VerifyOptions) ([][]*Certificate, error) {
	chains, err := c.tree_Verify(opts)
	if err != nil {
		return nil, err
	}
	built := len(chains)
	chains = slices.DeleteFunc(chains, func(chain []*Certificate) bool { return !policiesValid(chain, opts.CertificatePolicies) })
	if len(chains) == 0 {
		return nil, CertificateInvalidError{c, NoValidChains, fmt.Sprintf("%d candidate chains with invalid policies", built)}
	}
	return chains, nil
}
