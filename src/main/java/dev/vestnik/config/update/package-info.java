/** The wiring of how updates come: by polling, or by a webhook. */
@NullMarked
package dev.vestnik.config.update;

import org.jspecify.annotations.NullMarked;
