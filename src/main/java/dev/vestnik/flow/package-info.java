/** The steps that the routes name: processors between Camel's exchanges and the domain, without decisions of their own. */
@NullMarked
package dev.vestnik.flow;

import org.jspecify.annotations.NullMarked;
