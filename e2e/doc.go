// Package e2e drives the built programs from outside, as people and power cuts do. Its
// tests have the build tag e2e; run them with make e2e.
package e2e
