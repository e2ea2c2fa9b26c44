/** What network devices and servers write by syslog. */
@NullMarked
package dev.vestnik.source.syslog;

import org.jspecify.annotations.NullMarked;
