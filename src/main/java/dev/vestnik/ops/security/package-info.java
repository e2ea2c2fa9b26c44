/** Rules for who may reach what over HTTP and Jolokia. */
@NullMarked
package dev.vestnik.ops.security;

import org.jspecify.annotations.NullMarked;
