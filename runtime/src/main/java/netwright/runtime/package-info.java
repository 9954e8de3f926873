/// What a compiled network and its user share.
package netwright.runtime;
