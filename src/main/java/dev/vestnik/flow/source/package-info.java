/**
 * The steps of sources whose messages wait for no answer: {@code sources/messages.camel.yaml}, the readers of
 * syslog, SNMP and mail, and {@code sources/expected.camel.yaml}.
 */
@NullMarked
package dev.vestnik.flow.source;

import org.jspecify.annotations.NullMarked;
