/**
 * The steps of sources whose messages wait for no answer: {@code sources/messages.camel.yaml}, and what syslog needs
 * beside them.
 */
@NullMarked
package dev.vestnik.flow.source;

import org.jspecify.annotations.NullMarked;
