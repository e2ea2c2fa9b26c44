/** Tests against real servers on loopback. */
package dev.vestnik.component.telegram.poll;
