/**
 * What an operator does with the running service: the MBeans {@code dev.vestnik:type=…}, which {@code ctl} offers too. A bean has
 * only what an operator means to do. Answers contain names, but no phone, and chats only hashed; lists are JSON.
 */
@NullMarked
package dev.vestnik.ops.control;

import org.jspecify.annotations.NullMarked;
