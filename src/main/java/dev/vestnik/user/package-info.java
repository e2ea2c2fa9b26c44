/** Users: people who have logged in from a chat, and their settings. */
@NullMarked
package dev.vestnik.user;

import org.jspecify.annotations.NullMarked;
