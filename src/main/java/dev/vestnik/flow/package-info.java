/** The beans that the routes name: one {@code …Steps} bean per route file. They translate between exchanges and the domain. */
@NullMarked
package dev.vestnik.flow;

import org.jspecify.annotations.NullMarked;
