/** The sandbox over HTTP: the Bot API, the control API and the page. Active only in sandbox mode. */
@NullMarked
package dev.vestnik.sandbox.web;

import org.jspecify.annotations.NullMarked;
