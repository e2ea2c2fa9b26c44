/** The sandbox over HTTP: the Bot API, the control API and the page. Exists only in the sandbox. */
@NullMarked
package dev.vestnik.sandbox.web;

import org.jspecify.annotations.NullMarked;
