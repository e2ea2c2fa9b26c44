/** Requests over HTTP: the routes that serve a path, and requests with another body or other headers than the sender's. */
@NullMarked
package dev.vestnik.web;

import org.jspecify.annotations.NullMarked;
