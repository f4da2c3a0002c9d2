/** Which Luthier this is. Depends on nothing; anybody may ask. */
package dev.luthier.version;
