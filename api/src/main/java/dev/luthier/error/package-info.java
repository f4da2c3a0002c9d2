/**
 * What callers can catch, sorted by what they should do about it. Anything may depend on this
 * package; it depends on nothing.
 */
package dev.luthier.error;
