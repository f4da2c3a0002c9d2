/**
 * Finds strategies and linear-algebra backends among the services on the class or module path, and
 * tells what it found.
 */
package dev.luthier.select;
