/** Chats, their members and messages, and the parsing of message texts. */
@NullMarked
package dev.vestnik.sandbox.chat;

import org.jspecify.annotations.NullMarked;
