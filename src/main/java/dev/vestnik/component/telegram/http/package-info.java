/** HTTP to the Bot API server, on Jetty's client. Internal to the component. */
@NullMarked
package dev.vestnik.component.telegram.http;

import org.jspecify.annotations.NullMarked;
